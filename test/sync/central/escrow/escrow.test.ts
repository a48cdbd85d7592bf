import assert from 'node:assert/strict'
import { it } from 'node:test'
import { closeDay } from '../../../../sync/central/booking/close-day.ts'
import { writeOff } from '../../../../sync/central/escrow/blocks.ts'
import type { EscrowBlock } from '../../../../sync/contract/kiosk-api.ts'
import { type CentralKit, startCentralKit } from '../../../support/central-kit.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { type SmallTown, smallTown } from '../../../support/small-town.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

onBothStores('escrow', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (town: SmallTown = {}, escrowPercent = 10) => {
    return stopLater(
      await startCentralKit({
        databaseUrl: await makeDatabase(),
        town: smallTown({ seats: 3, ...town }),
        settings: { escrowPercent, escrowBlocksPerKiosk: 3, openBookingsPerEmail: 50 },
      }),
    )
  }
  const seatsOf = async ({ context }: CentralKit, holder: string) =>
    (await context.store.read((tx) => tx.all('select seat from seat where holder_id = $1', [holder]))).length
  const first = (blocks: readonly EscrowBlock[]): EscrowBlock => {
    const [block] = blocks
    if (!block) throw new Error('no block was granted')
    return block
  }

  it('grants blocks on the days ahead within the cap, and sends them again until the kiosk has them', async () => {
    const kit = await start()
    const kiosk = await kit.enrol({ officeId: 'rathaus' })
    const { granted } = await kiosk.sync({ cursors: { rathaus: 0 } })
    assert.equal(granted.length, 3)
    assert.ok(granted.every((block) => block.ticks === 12 && block.officeId === 'rathaus' && block.startsAt >= '2026-11-25'))
    assert.equal(new Set(granted.map((block) => block.startsAt.slice(0, 10))).size, 3, 'one per day: a tenth of 144 seat-ticks')
    const again = await kiosk.sync()
    assert.deepEqual(again.granted, granted, 'its answer may have been lost')
    const known = await kiosk.sync({ escrow: granted.map((block) => block.blockId) })
    assert.deepEqual([known.granted, known.withdrawn], [[], []])
    const stranger = crypto.randomUUID()
    assert.deepEqual((await kiosk.sync({ escrow: [stranger] })).withdrawn, [stranger])
  })

  it('grants nothing where two percent are less than an offer needs or where little is free, and to a desk as to a terminal', async () => {
    const grantsWith = async (town: SmallTown, percent: number, profile: 'lobby' | 'desk' = 'lobby') => {
      const started = await start(town, percent)
      const kiosk = await started.enrol({ officeId: 'rathaus', profile })
      const { granted } = await kiosk.sync({ cursors: { rathaus: 0 } })
      return granted.length
    }
    assert.equal(
      await grantsWith({ seats: 1, rules: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', until: '10:00', seats: 1 }] }, 2),
      0,
    )
    assert.equal(
      await grantsWith({ rules: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', until: '08:15', seats: 9 }] }, 10),
      0,
    )
    assert.equal(await grantsWith({}, 10, 'desk'), await grantsWith({}, 10))
    assert.equal(await grantsWith({}, 0), 0)
  })

  it('takes bookings cut from a block and frees the rest when the kiosk gives it back', async () => {
    const kit = await start()
    const [kiosk, rival] = [await kit.enrol({ officeId: 'rathaus' }), await kit.enrol()]
    const { granted } = await kiosk.sync({ cursors: { rathaus: 0 } })
    const block = first(granted)
    const cut = { startsAt: block.startsAt, promised: true, escrowBlocks: [block.blockId] }
    const op = await kiosk.bookingOp({ ...cut, serviceId: 'pass' })
    // Everything else at that time is sold meanwhile.
    for (let sequence = 1; sequence <= 3; sequence += 1) {
      await rival.sync({
        ops: [rival.signedOp(sequence, await rival.bookingOp({ startsAt: block.startsAt, serviceId: 'pass' }))],
      })
    }
    const others = granted.slice(1).map((one) => one.blockId)
    const answer = await kiosk.sync({ ops: [kiosk.signedOp(1, op)], returned: [block.blockId], escrow: others })
    assert.equal(answer.verdicts[0]?.verdict.outcome, 'taken')
    assert.deepEqual([await seatsOf(kit, op.bookingId), await seatsOf(kit, block.blockId)], [3, 0])
    const state = await kit.context.store.read((tx) =>
      tx.one('select state from escrow_block where block_id = $1', [block.blockId]),
    )
    assert.deepEqual(state, { state: 'returned' })
  })

  it('keeps what was promised even after the block was written off, marked as beyond capacity', async () => {
    const kit = await start()
    const [kiosk, rival] = [await kit.enrol({ officeId: 'rathaus' }), await kit.enrol()]
    const block = first((await kiosk.sync({ cursors: { rathaus: 0 } })).granted)
    assert.equal(await writeOff(kit.context, kiosk.kioskId), 3)
    for (let sequence = 1; sequence <= 3; sequence += 1) {
      const taken = await rival.sync({ ops: [rival.signedOp(sequence, await rival.bookingOp({ startsAt: block.startsAt }))] })
      assert.equal(taken.verdicts[0]?.verdict.outcome, 'taken')
    }
    const op = await kiosk.bookingOp({ startsAt: block.startsAt, promised: true, escrowBlocks: [block.blockId] })
    const late = await kiosk.sync({ ops: [kiosk.signedOp(1, op)] })
    assert.equal(late.verdicts[0]?.verdict.outcome, 'taken')
    const row = await kit.context.store.read((tx) =>
      tx.one('select overbooked from booking where booking_id = $1', [op.bookingId]),
    )
    assert.deepEqual(row, { overbooked: 1 })
  })

  it('has a terminal sell nothing more of a day that closes, and tells staff of what it had sold by then', async () => {
    const kit = await start()
    const kiosk = await kit.enrol({ officeId: 'rathaus' })
    const { granted } = await kiosk.sync({ cursors: { rathaus: 0 } })
    const block = first(granted)
    const op = await kiosk.bookingOp({ startsAt: block.startsAt, promised: true, escrowBlocks: [block.blockId] })
    const day = block.startsAt.slice(0, 10)
    await closeDay(kit.context, { officeId: 'rathaus', day, reason: 'Streik', actor: { kind: 'staff', id: 's' } })
    const { verdicts, withdrawn } = await kiosk.sync({
      ops: [kiosk.signedOp(1, op)],
      escrow: granted.map(({ blockId }) => blockId),
    })
    assert.equal(verdicts[0]?.verdict.outcome, 'taken', 'the word was given')
    assert.deepEqual(withdrawn, [block.blockId])
    const misfits = await kit.context.store.read((tx) => tx.all('select booking_id, reason, resolved_at from misfit'))
    assert.deepEqual(misfits, [{ booking_id: op.bookingId, reason: 'closed', resolved_at: null }])
  })

  it('believes no block that was never this kiosk’s, and none of a kiosk whose log has forked', async () => {
    const kit = await start({ seats: 1 }, 50)
    const [kiosk, rival] = [await kit.enrol({ officeId: 'rathaus' }), await kit.enrol({ officeId: 'amt' })]
    const block = first((await kiosk.sync({ cursors: { rathaus: 0 } })).granted)
    const claim = { startsAt: block.startsAt, promised: true, escrowBlocks: [block.blockId] }
    const stolen = await rival.sync({ ops: [rival.signedOp(1, await rival.bookingOp(claim))] })
    assert.equal(stolen.verdicts[0]?.verdict.outcome, 'refused')
    await kiosk.sync({ generation: 7 })
    const restored = await kiosk.sync({ generation: 6, ops: [kiosk.signedOp(1, await kiosk.bookingOp(claim))] })
    assert.deepEqual([restored.frozen, restored.granted, restored.verdicts[0]?.verdict.outcome], [true, [], 'refused'])
  })
})
