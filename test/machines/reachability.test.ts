import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnyStateNode } from 'xstate'
import { getShortestPaths } from 'xstate/graph'
import { idleMachine } from '../../machines/idle.ts'
import { visitMachine } from '../../machines/visit.ts'
import type { VisitContext } from '../../machines/visit-setup.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import {
  BOOKING_ID,
  CODE,
  ERIKA,
  EXISTING,
  FIRST_SLOT,
  FORM,
  OFFICES,
  PIN,
  receiptOf,
  SERVICES,
  SLIP_ID,
  SLOTS,
} from '../support/visit-fixture.ts'

failOnMachineWarnings()

/** The ids of all states that can be stood in: no history, nothing that only contains others. */
function leaves(node: AnyStateNode): string[] {
  const children = Object.values(node.states)
  if (children.length === 0) return node.type === 'history' ? [] : [node.id]
  return children.flatMap(leaves)
}

const HELD = { outcome: 'held', expiresAt: '2026-11-23T10:10:00Z', secondsLeft: 600 } as const
const actorDone = (id: string, output: unknown) => ({ type: `xstate.done.actor.${id}`, output })
const actorFailed = (id: string) => ({ type: `xstate.error.actor.${id}`, error: new Error('no answer') })
const session = (path: string) => `0.visit.session.${path}`
const after = (delay: string, id: string) => ({ type: `xstate.after.${delay}.${id}` })

const EVENTS = [
  { type: 'start' },
  { type: 'next' },
  { type: 'back' },
  { type: 'cancel' },
  { type: 'confirm' },
  { type: 'retry' },
  { type: 'finish' },
  { type: 'keep.wanted' },
  { type: 'language.chosen', language: 'en' },
  { type: 'office.chosen', officeId: 'buergeramt' },
  { type: 'service.counted', service: { serviceId: 'ausweis', count: 1 } },
  { type: 'slot.chosen', slot: FIRST_SLOT, bookingId: BOOKING_ID },
  { type: 'field.entered', field: 'familyName', value: FORM.familyName },
  { type: 'field.entered', field: 'email', value: FORM.email },
  { type: 'consent.given', version: '1', at: '2026-11-23T10:00:00Z' },
  actorDone(session('choosingOffice.loading'), OFFICES),
  actorFailed(session('choosingOffice.loading')),
  actorDone(session('choosingServices.loading'), SERVICES),
  actorFailed(session('choosingServices.loading')),
  actorDone(session('choosingSlot.loading'), SLOTS),
  actorFailed(session('choosingSlot.loading')),
  actorDone(session('choosingSlot.holding'), HELD),
  actorFailed(session('choosingSlot.holding')),
  actorDone(session('renewingHold.asking'), HELD),
  actorFailed(session('renewingHold.asking')),
  actorDone(session('recording.sending'), { outcome: 'booked', receipt: receiptOf(BOOKING_ID) }),
  actorFailed(session('recording.sending')),
  after('holdLapse', 'visit.session.withSlot'),
  { type: 'existing.wanted' },
  { type: 'code.entered', text: '9C2F-4D1B' },
  { type: 'checkIn.wanted' },
  { type: 'cancellation.wanted' },
  { type: 'cancellation.confirmed' },
  { type: 'move.wanted' },
  { type: 'keep.confirmed' },
  { type: 'slip.wanted', slipId: SLIP_ID },
  { type: 'pin.entered', pin: PIN },
  { type: 'filling.wanted' },
  { type: 'takeAlong.scanned', code: CODE },
  actorDone(session('withSlot.enteringPerson.makingSlip.printing'), { outcome: 'printing', lastDay: '2027-11-23' }),
  ...['withSlot.enteringPerson.fillingForm', 'startingFilled'].flatMap((place) => [
    actorDone(session(`${place}.reading`), { outcome: 'pinNeeded' }),
    actorFailed(session(`${place}.reading`)),
    actorDone(session(`${place}.opening`), { outcome: 'opened', person: ERIKA }),
  ]),
  actorDone(session('visitingAgain.lookingUp'), { outcome: 'found', booking: EXISTING }),
  actorDone(session('visitingAgain.naming.office'), OFFICES),
  actorFailed(session('visitingAgain.naming.office')),
  actorDone(session('visitingAgain.naming.services'), SERVICES),
  actorDone(session('visitingAgain.checkingIn'), { outcome: 'arrived' }),
  actorDone(session('visitingAgain.cancelling'), { outcome: 'cancelled' }),
  actorDone(session('visitingAgain.choosingSlot.loading'), SLOTS),
  actorDone(session('visitingAgain.moving'), { outcome: 'moved', slot: FIRST_SLOT }),
]

/** What tells two situations apart for the search; free text and counters left out, so that it ends. */
const situation = (snapshot: { value: unknown; context: VisitContext }) =>
  JSON.stringify([
    snapshot.value,
    snapshot.context.officeId,
    snapshot.context.basket.length,
    snapshot.context.hold !== null,
    snapshot.context.form.familyName !== '',
    snapshot.context.form.email !== '',
    snapshot.context.consent !== null,
    snapshot.context.personKept,
  ])

test('every state of the visit can be reached', () => {
  const reached = new Set<string>()
  const paths = getShortestPaths(visitMachine, {
    input: { language: 'de', pace: { quietSeconds: 60, countdownSeconds: 60 } },
    events: EVENTS as never,
    serializeState: (snapshot) => situation(snapshot as never),
    limit: 20_000,
  })
  for (const path of paths) {
    const { _nodes: nodes } = path.state as unknown as { _nodes: AnyStateNode[] }
    for (const node of nodes) reached.add(node.id)
  }
  // `held` is left in the very step that enters it.
  const unreached = leaves(visitMachine.root).filter((id) => !reached.has(id) && id !== 'visit.session.choosingSlot.held')
  assert.deepEqual(unreached, [])
})

test('every state of the idle watch can be reached', () => {
  // Alone it has no parent to report to.
  const watch = idleMachine.provide({ actions: { reportCount: () => {}, reportRecovery: () => {} } })
  const paths = getShortestPaths(watch, {
    input: { quietSeconds: 60, countdownSeconds: 20 },
    events: [
      { type: 'activity' },
      { type: 'speech.started' },
      after('quiet', 'idle.watching') as never,
      after('step', 'idle.counting.running') as never,
    ],
    limit: 5_000,
  })
  const reached = new Set(
    paths.flatMap((path) => (path.state as unknown as { _nodes: AnyStateNode[] })._nodes.map((node) => node.id)),
  )
  assert.deepEqual(
    leaves(watch.root).filter((id) => !reached.has(id)),
    [],
  )
})
