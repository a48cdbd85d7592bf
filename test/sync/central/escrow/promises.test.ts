import assert from 'node:assert/strict'
import { it } from 'node:test'
import { writeOff } from '../../../../sync/central/escrow/blocks.ts'
import { loadCatalogue } from '../../../../sync/central/town/load-catalogue.ts'
import type { BookingOp } from '../../../../sync/contract/booking.ts'
import type { EscrowBlock } from '../../../../sync/contract/kiosk-api.ts'
import { cut, type HeldBlock } from '../../../../sync/kiosk/escrow.ts'
import { type CentralKit, type KitOptions, startCentralKit } from '../../../support/central-kit.ts'
import type { KioskDevice } from '../../../support/kiosk-device.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { smallTown } from '../../../support/small-town.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const TICK_MS = 300_000
const TICKS = { ausweis: 2, pass: 3 } as const

onBothStores('what was promised from escrow', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (settings: KitOptions['settings'], seats = 3) => {
    const databaseUrl = await makeDatabase()
    return stopLater(
      await startCentralKit({ databaseUrl, town: smallTown({ seats }), settings: { escrowPercent: 50, ...settings } }),
    )
  }
  const withBlocks = async (kit: CentralKit) => {
    const kiosk = await kit.enrol({ officeId: 'rathaus' })
    const { granted } = await kiosk.sync({ cursors: { rathaus: 0 } })
    return { kiosk, blocks: granted }
  }
  const bookingOf = ({ context }: CentralKit, { bookingId }: BookingOp) =>
    context.store.read((tx) =>
      tx.one<{ standing: string; overbooked: number }>('select standing, overbooked from booking where booking_id = $1', [
        bookingId,
      ]),
    )
  const mailsOf = async ({ context }: CentralKit, { bookingId }: BookingOp) =>
    (await context.store.read((tx) => tx.all<{ kind: string }>('select kind from mail where booking_id = $1', [bookingId]))).map(
      ({ kind }) => kind,
    )
  const at = (block: EscrowBlock, tick: number) => new Date(Date.parse(block.startsAt) + tick * TICK_MS).toISOString()
  const upload = async (kiosk: KioskDevice, blocks: readonly EscrowBlock[], ops: readonly BookingOp[], from = 1) => {
    const escrow = blocks.map(({ blockId }) => blockId)
    const signed = ops.map((op, index) => kiosk.signedOp(from + index, op))
    return (await kiosk.sync({ ops: signed, escrow })).verdicts.map(({ verdict }) => verdict)
  }

  it('is kept beyond the cap of bookings for one address', async () => {
    const kit = await start({ openBookingsPerEmail: 2 })
    const { kiosk, blocks } = await withBlocks(kit)
    const ops = await Promise.all(
      blocks
        .slice(0, 4)
        .map((block) => kiosk.bookingOp({ startsAt: block.startsAt, promised: true, escrowBlocks: [block.blockId] })),
    )
    const verdicts = await upload(kiosk, blocks, ops)
    assert.deepEqual(
      verdicts.map(({ outcome }) => outcome),
      ['taken', 'taken', 'taken', 'taken'],
    )
    const honest = await kiosk.bookingOp({ startsAt: at(blocks[0] as EscrowBlock, 6) })
    assert.deepEqual(await upload(kiosk, blocks, [honest], 5), [{ outcome: 'refused', reason: 'tooMany', alternatives: [] }])
  })

  it('is kept although its service is offered no more, for a clerk to look at; a request for it is refused and told', async () => {
    const kit = await start({})
    const { kiosk, blocks } = await withBlocks(kit)
    const block = blocks[0] as EscrowBlock
    const cuts = { escrowBlocks: [block.blockId], escrowCuts: [{ blockId: block.blockId, fromTick: 0, ticks: 3 }] }
    const promised = await kiosk.bookingOp({ startsAt: block.startsAt, serviceId: 'pass', promised: true, ...cuts })
    const honest = await kiosk.bookingOp({ startsAt: at(block, 6), serviceId: 'pass' })
    const town = smallTown({ seats: 3 })
    await loadCatalogue(kit.context, { ...town, offers: town.offers.filter(({ serviceId }) => serviceId !== 'pass') })
    const verdicts = await upload(kiosk, blocks, [promised, honest])
    assert.deepEqual(
      verdicts.map((verdict) => [verdict.outcome, 'reason' in verdict ? verdict.reason : '']),
      [
        ['taken', ''],
        ['refused', 'notOffered'],
      ],
    )
    assert.deepEqual(await bookingOf(kit, promised), { standing: 'requested', overbooked: 0 })
    assert.deepEqual(await bookingOf(kit, honest), { standing: 'refused', overbooked: 0 })
    assert.deepEqual(await mailsOf(kit, honest), ['refused'])
  })

  it('leaves both books alike where a visit is cut from two blocks of one time', async () => {
    const kit = await start({ escrowBlocksPerKiosk: 60, openBookingsPerEmail: 50 }, 2)
    const { kiosk, blocks: first } = await withBlocks(kit)
    kit.clock.pass(11)
    const second = (await kiosk.sync({ cursors: { rathaus: 0 }, escrow: first.map(({ blockId }) => blockId) })).granted
    const one = first[0] as EscrowBlock
    const other = second.find(({ startsAt }) => startsAt === one.startsAt) as EscrowBlock
    let held: HeldBlock[] = [one, other].map((block) => ({ ...block, sales: [] }))
    const sell = (serviceId: keyof typeof TICKS, fromTick: number) => {
      const bookingId = crypto.randomUUID()
      const startsAt = at(one, fromTick)
      const ticks = TICKS[serviceId]
      const sales = cut(held, {
        bookingId,
        officeId: 'rathaus',
        counterGroupId: 'schalter',
        startsAtMs: Date.parse(startsAt),
        ticks,
      })
      assert.ok(sales, 'the terminal promises it')
      held = held.map((block) => ({
        ...block,
        sales: [...block.sales, ...sales.filter(({ blockId }) => blockId === block.blockId)],
      }))
      const escrowBlocks = [...new Set(sales.map(({ blockId }) => blockId))]
      const escrowCuts = sales.map((sale) => ({ blockId: sale.blockId, fromTick: sale.fromTick, ticks: sale.ticks }))
      return kiosk.bookingOp({ bookingId, serviceId, startsAt, promised: true, escrowBlocks, escrowCuts })
    }
    const ops = [await sell('pass', 2), await sell('pass', 0), await sell('ausweis', 0)]
    assert.equal(ops[1]?.escrowBlocks.length, 2, 'begins in one block and goes on in the other')
    const verdicts = await upload(kiosk, [...first, ...second], ops)
    assert.ok(verdicts.every(({ outcome }) => outcome === 'taken'))
    for (const op of ops) assert.deepEqual(await bookingOf(kit, op), { standing: 'requested', overbooked: 0 })
  })

  it('sells an hour of a block that was written off once, at its own office alone, and of one given back never', async () => {
    const kit = await start({ openBookingsPerEmail: 50 })
    const { kiosk, blocks } = await withBlocks(kit)
    const [block, returned] = blocks as [EscrowBlock, EscrowBlock]
    await kiosk.sync({ returned: [returned.blockId] })
    assert.ok((await writeOff(kit.context, kiosk.kioskId)) > 0)
    const rival = await kit.enrol()
    const fill = async (officeId: string, startsAt: string) => {
      for (let seat = 0; seat < 4; seat += 1) {
        const op = await rival.bookingOp({ officeId, serviceId: officeId === 'amt' ? 'bauen' : 'ausweis', startsAt })
        await rival.sync({ ops: [rival.signedOp(sequence(), op)] })
      }
    }
    let last = 0
    const sequence = () => (last += 1)
    await fill('rathaus', block.startsAt)
    await fill('rathaus', returned.startsAt)
    await fill('amt', block.startsAt)
    const claim = { promised: true, escrowBlocks: [block.blockId] }
    const ops = [
      await kiosk.bookingOp({ ...claim, startsAt: block.startsAt }),
      await kiosk.bookingOp({ ...claim, startsAt: block.startsAt }),
      await kiosk.bookingOp({ ...claim, startsAt: block.startsAt, officeId: 'amt', serviceId: 'bauen' }),
      await kiosk.bookingOp({ promised: true, escrowBlocks: [returned.blockId], startsAt: returned.startsAt }),
    ]
    const verdicts = await upload(kiosk, [], ops)
    assert.deepEqual(
      verdicts.map(({ outcome }) => outcome),
      ['taken', 'refused', 'refused', 'refused'],
    )
  })

  it('is told by mail where it cannot be kept, as soon as the screen no longer waits for the answer', async () => {
    const kit = await start({})
    const { kiosk, blocks } = await withBlocks(kit)
    const block = blocks[0] as EscrowBlock
    await kiosk.sync({ generation: 7 })
    const rival = await kit.enrol()
    for (let seat = 1; seat <= 3; seat += 1)
      await rival.sync({ ops: [rival.signedOp(seat, await rival.bookingOp({ startsAt: block.startsAt }))] })
    const bookedAt = new Date(kit.clock.nowMs() - 2_000).toISOString()
    const op = await kiosk.bookingOp({ startsAt: block.startsAt, promised: true, escrowBlocks: [block.blockId], bookedAt })
    // A restored disk: its word is not believed.
    const restored = await kiosk.sync({ generation: 6, ops: [kiosk.signedOp(1, op)] })
    assert.equal(restored.verdicts[0]?.verdict.outcome, 'refused')
    assert.deepEqual(await mailsOf(kit, op), ['refused'])
  })
})
