import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { visitorRoom } from '../../../../sync/central/pages/visitor-room.ts'
import { bookingNumber } from '../../../../sync/contract/booking.ts'
import { LookUpOutcome } from '../../../../sync/contract/existing.ts'
import { HoldAnswer } from '../../../../sync/contract/kiosk-api.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { openBrowser } from '../../../support/people-kit.ts'
import { startZmsTown } from '../../../support/provided-kit.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const WISH = { officeId: '10', services: [{ serviceId: '1063441', count: 1 }] }
const NINE = '2026-12-01T09:00:00.000Z'
// The shortest of the office's services takes two ticks: starts beside it cover those of nine o'clock too.
const BESIDE = ['2026-12-01T08:55:00.000Z', '2026-12-01T09:05:00.000Z']
const KEY = 'paper-secret-of-the-receipt'

const { zms, start: startTown } = await startZmsTown()

onBothStores('a visitor of an office whose slots are kept by ZMS', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const offered = Object.fromEntries([NINE, ...BESIDE].map((startsAt) => [startsAt, 1]))
    const kit = stopLater(await startTown({ databaseUrl: await makeDatabase(), offered, rooms: [visitorRoom] }))
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

  it('may cancel at the terminal and on the page, but is offered no move: that server knows none', async () => {
    const { kit, kiosk } = await start()
    const bookingId = randomUUID()
    await kiosk.hold({ ...WISH, bookingId, startsAt: NINE })
    const op = await kiosk.bookingOp({ startsAt: NINE, bookingId, officeId: WISH.officeId, serviceId: '1063441' })
    const receiptKeyHash = createHash('sha256').update(KEY).digest('base64')
    await kiosk.sync({ ops: [kiosk.signedOp(1, { ...op, receiptKeyHash })] })
    const number = bookingNumber(bookingId)
    const found = LookUpOutcome.parse((await kiosk.call('POST', '/v1/bookings/look-up', { number, key: KEY })).body)
    assert.ok(found.outcome === 'found')
    assert.deepEqual([found.booking.may.cancel, found.booking.may.move], [true, false])
    const visitor = openBrowser(kit.address)
    const { text } = await visitor.get(`/b/${number}?k=${KEY}`)
    assert.match(text, /\/cancel\?k/)
    assert.doesNotMatch(text, /\/(move|earlier)\?k/)
    for (const what of ['move', 'earlier']) assert.equal((await visitor.get(`/b/${number}/${what}?k=${KEY}`)).status, 409, what)
  })
})
