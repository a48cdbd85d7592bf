import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, it } from 'node:test'
import { HoldAnswer } from '../../../../sync/contract/kiosk-api.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { startProvidedKit } from '../../../support/provided-kit.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'
import { startZms } from '../../../support/zms-stand-in.ts'

const WISH = { officeId: '10', services: [{ serviceId: '1063441', count: 1 }] }
const NINE = '2026-12-01T09:00:00.000Z'
// The shortest of the office's services takes two ticks: starts beside it cover those of nine o'clock too.
const BESIDE = ['2026-12-01T08:55:00.000Z', '2026-12-01T09:05:00.000Z']

const time = { nowMs: () => 0 }
const zms = await startZms({ now: () => time.nowMs() })
after(() => zms.stop())

onBothStores('a visitor of an office whose slots are kept by ZMS', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    zms.processes.clear()
    for (const startsAt of [NINE, ...BESIDE]) zms.offer(Date.parse(startsAt), 1)
    const onClock = (nowMs: () => number) => void (time.nowMs = nowMs)
    const wiring = { databaseUrl: await makeDatabase(), zmsUrl: zms.baseUrl, onClock }
    const kit = stopLater(await startProvidedKit(wiring))
    return { kit, kiosk: await kit.enrol() }
  }

  it('is told at once that a time is gone there, and offered other ones', async () => {
    const { kiosk } = await start()
    zms.offer(Date.parse(NINE), 0)
    const answer = HoldAnswer.parse((await kiosk.hold({ ...WISH, bookingId: randomUUID(), startsAt: NINE })).body)
    assert.ok(answer.outcome === 'slotTaken', answer.outcome)
    assert.deepEqual(
      answer.alternatives.map(({ startsAt }) => startsAt),
      BESIDE,
    )
    assert.equal(zms.processes.size, 0)
  })
})
