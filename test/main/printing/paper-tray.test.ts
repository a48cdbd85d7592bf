import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createPaperTray, type PaperNews } from '../../../main/printing/paper-tray.ts'

const JOB = { jobId: 'j-1', bookingId: 'b-1' }

/** A tray over a disk on which each mark waits until it is let go, to be written or refused. */
function startTray() {
  const news: PaperNews['state'][] = []
  const dropped: string[] = []
  const marks: PromiseWithResolvers<void>[] = []
  const tray = createPaperTray({
    printer: { print: async () => ({ outcome: 'printed' }) },
    jobs: {
      mark: () => {
        const mark = Promise.withResolvers<void>()
        marks.push(mark)
        return mark.promise
      },
      drop: async ({ jobId }) => void dropped.push(jobId),
    },
    tell: ({ state }) => news.push(state),
  })
  const submit = async () => {
    const submitted = tray.submit({ ...JOB, bytes: Uint8Array.of(1) })
    marks.shift()?.resolve()
    await submitted
  }
  return { tray, news, dropped, marks, submit }
}

describe('a receipt whose beginning cannot be written down', () => {
  test('is still there for its visitor, who waits', async () => {
    const { tray, news, marks, submit } = startTray()
    await submit()
    const begun = tray.beginJob(JOB)
    marks.shift()?.reject(new Error('disk full'))
    await assert.rejects(begun)
    assert.deepEqual(await tray.nextJob(), JOB)
    assert.deepEqual(news, ['queued'])
  })

  test('is not printed for the next visitor once its own has gone', async () => {
    const { tray, dropped, marks, submit } = startTray()
    await submit()
    const begun = tray.beginJob(JOB)
    marks.shift()?.reject(new Error('disk full'))
    await assert.rejects(begun)
    assert.equal(await tray.drop([JOB]), false, 'nothing is under way')
    assert.equal(await tray.nextJob(), null)
    assert.deepEqual(dropped, ['j-1'])
  })

  test('is not printed for the next visitor either if its own goes while it is being written', async () => {
    const { tray, dropped, marks, submit } = startTray()
    await submit()
    const begun = tray.beginJob(JOB)
    assert.equal(await tray.drop([JOB]), true, 'it may be coming out')
    marks.shift()?.reject(new Error('disk full'))
    await assert.rejects(begun)
    assert.equal(await tray.nextJob(), null)
    assert.deepEqual(dropped, ['j-1'])
  })
})
