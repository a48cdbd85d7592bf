import assert from 'node:assert/strict'
import { it } from 'node:test'
import { accept, cancel, confirmByLink, decline, markArrived, markMissed } from '../../../../sync/central/booking/booking-life.ts'
import { endUnanswered } from '../../../../sync/central/booking/end-unanswered.ts'
import { expireEverywhere } from '../../../../sync/central/booking/expire-job.ts'
import { findBookings } from '../../../../sync/central/booking/find-booking.ts'
import { moveBooking } from '../../../../sync/central/booking/move-booking.ts'
import { resendMail } from '../../../../sync/central/booking/resend-mail.ts'
import { type CentralKit, startCentralKit } from '../../../support/central-kit.ts'
import { ADA, type Wish } from '../../../support/kiosk-device.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { type SmallTown, smallTown } from '../../../support/small-town.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const EIGHT = '2026-11-24T07:00:00.000Z'
const NINE = '2026-11-24T08:00:00.000Z'
const VISITOR = { kind: 'visitor', id: null } as const
const CLERK = { kind: 'staff', id: 'clerk-1' } as const

onBothStores('the life of a booking', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (town: SmallTown = {}) => {
    const started = await startCentralKit({ databaseUrl: await makeDatabase(), town: smallTown(town) })
    stopLater(started)
    const kiosk = await started.enrol()
    let sequence = 0
    const book = async (wish: Partial<Wish> = {}) => {
      const op = await kiosk.bookingOp({ startsAt: EIGHT, ...wish })
      sequence += 1
      const { verdicts } = await kiosk.sync({ ops: [kiosk.signedOp(sequence, op)] })
      return { bookingId: op.bookingId, verdict: verdicts[0]?.verdict }
    }
    return { ...started, kiosk, book }
  }
  const told = async ({ context }: Pick<CentralKit, 'context'>, bookingId: string) =>
    context.store.read(async (tx) => ({
      mails: (
        await tx.all<{ kind: string }>('select kind from mail where booking_id = $1 order by queued_at, kind', [bookingId])
      ).map((row) => row.kind),
      history: (
        await tx.all<{ event: string; to_standing: string; actor_kind: string; actor: string | null }>(
          'select event, to_standing, actor_kind, actor from history where booking_id = $1 order by position',
          [bookingId],
        )
      ).map((row) => `${row.event}>${row.to_standing} ${row.actor_kind}:${row.actor ?? ''}`),
      seats: (await tx.all('select seat from seat where holder_id = $1', [bookingId])).length,
    }))

  it('goes from request over the link and the clerk to the visit, each step once', async () => {
    const { context, clock, book, kiosk } = await start()
    const { bookingId } = await book()
    clock.pass(1)
    assert.equal((await confirmByLink(context, bookingId, VISITOR)).outcome, 'changed')
    clock.pass(1)
    assert.equal((await confirmByLink(context, bookingId, VISITOR)).outcome, 'already')
    assert.equal((await accept(context, bookingId, { actor: CLERK, documents: [{ de: 'Ausweis' }] })).outcome, 'changed')
    assert.equal((await accept(context, bookingId, { actor: CLERK })).outcome, 'already')
    const early = { outcome: 'impossible', standing: 'accepted' }
    assert.deepEqual(await markArrived(context, bookingId, CLERK), early, 'the day before')
    clock.set('2026-11-24T06:59:59.999Z')
    assert.deepEqual(await markMissed(context, bookingId, CLERK), early, 'before it begins')
    clock.set(EIGHT)
    assert.equal((await markMissed(context, bookingId, CLERK)).outcome, 'changed')
    assert.equal((await markArrived(context, bookingId, CLERK)).outcome, 'changed')
    assert.deepEqual(await cancel(context, bookingId, { actor: VISITOR }), { outcome: 'impossible', standing: 'arrived' })
    assert.deepEqual(await told({ context }, bookingId), {
      mails: ['link', 'received', 'accepted'],
      history: [
        `booked>requested kiosk:${kiosk.kioskId}`,
        'confirmed>confirmed visitor:',
        'accepted>accepted staff:clerk-1',
        'missed>missed staff:clerk-1',
        'arrived>arrived staff:clerk-1',
      ],
      seats: 2,
    })
  })

  it('follows the offer’s policies: no link, no clerk, or neither', async () => {
    const standingWith = async (town: SmallTown, wish: Partial<Wish> = {}) => {
      const { book } = await start(town)
      const { verdict } = await book(wish)
      return verdict?.outcome === 'taken' ? [verdict.standing, verdict.confirmBy !== null] : [verdict?.outcome]
    }
    assert.deepEqual(await standingWith({ confirmation: 'none' }), ['confirmed', false])
    assert.deepEqual(await standingWith({ confirmation: 'none', review: 'automatic' }), ['accepted', false])
    assert.deepEqual(await standingWith({ confirmation: 'desk' }), ['requested', true])
    assert.deepEqual(await standingWith({}, { person: { familyName: 'Ohnepost' } }), ['confirmed', false])
    // A lobby terminal is no desk, whatever it says.
    assert.deepEqual(await standingWith({}, { channel: 'desk' }), ['requested', true])
  })

  it('expires exactly at the link’s deadline, whether or not the job has run', async () => {
    const { context, clock, book } = await start()
    const first = await book()
    clock.set('2026-11-24T05:59:59.999Z')
    assert.equal((await book()).verdict?.outcome, 'refused')
    clock.set('2026-11-24T06:00:00.000Z')
    assert.deepEqual(await confirmByLink(context, first.bookingId, VISITOR), { outcome: 'impossible', standing: 'expired' })
    assert.equal((await book()).verdict?.outcome, 'taken', 'its seats are free')
    clock.set('2026-11-24T07:00:00.000Z')
    await expireEverywhere(context)
    const { mails, seats } = await told({ context }, first.bookingId)
    assert.deepEqual([mails, seats], [['link', 'expired'], 0])
  })

  it('ends a request that no clerk has answered once its visit is over, and says so', async () => {
    const { context, clock, book, kiosk } = await start()
    const { bookingId } = await book()
    await confirmByLink(context, bookingId, VISITOR)
    const atNine = await book({ startsAt: NINE })
    await confirmByLink(context, atNine.bookingId, VISITOR)
    clock.set('2026-11-24T07:09:59.999Z')
    await endUnanswered(context)
    assert.equal((await told({ context }, bookingId)).seats, 2, 'whoever has come can still be accepted')
    clock.set('2026-11-24T07:10:00.000Z')
    await endUnanswered(context)
    await endUnanswered(context)
    assert.deepEqual(await accept(context, bookingId, { actor: CLERK }), { outcome: 'impossible', standing: 'expired' })
    assert.deepEqual(await told({ context }, bookingId), {
      mails: ['link', 'received', 'unanswered'],
      history: [`booked>requested kiosk:${kiosk.kioskId}`, 'confirmed>confirmed visitor:', 'unanswered>expired central:deadline'],
      seats: 0,
    })
    clock.pass(7 * 24 * 60)
    await endUnanswered(context)
    assert.deepEqual((await told({ context }, atNine.bookingId)).mails, ['link', 'received'], 'old news is none')
    assert.equal((await resendMail(context, bookingId, CLERK)).outcome, 'changed')
    assert.deepEqual((await told({ context }, bookingId)).mails, ['link', 'received', 'unanswered', 'unanswered'])
  })

  it('declines with a reason and frees the seats at once', async () => {
    const { context, book } = await start()
    const { bookingId } = await book()
    assert.deepEqual(await decline(context, bookingId, { actor: CLERK }), { outcome: 'impossible', standing: 'requested' })
    await confirmByLink(context, bookingId, VISITOR)
    assert.equal((await decline(context, bookingId, { actor: CLERK, reason: 'Nicht zuständig' })).outcome, 'changed')
    assert.equal((await told({ context }, bookingId)).seats, 0)
    assert.equal((await book()).verdict?.outcome, 'taken')
    const row = await context.store.read((tx) => tx.one<{ details: string }>(`select details from mail where kind = 'declined'`))
    assert.deepEqual(JSON.parse(row?.details ?? ''), { kind: 'declined', reason: 'Nicht zuständig' })
  })

  it('sells a seat that was given back among others', async () => {
    const { context, book } = await start({ seats: 3 })
    const [first] = [await book(), await book(), await book()]
    assert.equal((await book()).verdict?.outcome, 'refused')
    await cancel(context, first.bookingId, { actor: VISITOR })
    assert.equal((await book()).verdict?.outcome, 'taken')
    assert.equal((await book()).verdict?.outcome, 'refused')
  })

  it('moves only to a free slot, keeps standing and deadline, and tells the visitor', async () => {
    const { context, book } = await start()
    const first = await book()
    await book({ startsAt: NINE })
    const move = (startsAt: string) =>
      moveBooking(context, first.bookingId, { startsAtMs: Date.parse(startsAt), audience: 'visitor', actor: VISITOR })
    assert.equal((await move(NINE)).outcome, 'slotTaken')
    const moved = await move('2026-11-25T07:00:00.000Z')
    assert.equal(moved.outcome === 'moved' && moved.booking.standing, 'requested')
    assert.equal((await book()).verdict?.outcome, 'taken', 'the old seats are free')
    const { mails, history } = await told({ context }, first.bookingId)
    assert.deepEqual(mails, ['link', 'moved'])
    assert.deepEqual(history.at(-1), 'moved>requested visitor:')
    await cancel(context, first.bookingId, { actor: VISITOR })
    assert.deepEqual(await move(EIGHT), { outcome: 'impossible', standing: 'cancelled' })
  })

  it('is found by whole number, e-mail, phone or name, and the person cannot be read in the database', async () => {
    const { context, book } = await start({ seats: 3 })
    const { bookingId } = await book({ person: { ...ADA, familyName: 'Müßig', phone: '+4926112345' } })
    const find = (query: Parameters<typeof findBookings>[2]) =>
      context.store.read(async (tx) => (await findBookings(tx, context.keys, query)).map((row) => row.booking_id))
    assert.deepEqual(await find({ email: 'ADA@example.org' }), [bookingId])
    assert.deepEqual(await find({ phone: '0261 123 45' }), [bookingId])
    assert.deepEqual(await find({ familyName: 'mussig' }), [bookingId])
    assert.deepEqual(await find({ familyName: 'Müßig', email: 'other@example.org' }), [])
    assert.deepEqual(await find({ email: 'ada@example.org', offices: ['amt'] }), [])
    assert.deepEqual(await find({}), [])
    const all = await context.store.read((tx) => tx.all('select * from booking'))
    assert.doesNotMatch(JSON.stringify(all), /Müßig|ada@|26112345/i)
  })

  it('knows no booking by a made-up id', async () => {
    const { context } = await start()
    assert.deepEqual(await accept(context, crypto.randomUUID(), { actor: CLERK }), { outcome: 'unknown' })
  })
})
