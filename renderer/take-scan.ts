import type { ActorRefFrom } from 'xstate'
import { stepOf, type visitMachine } from '../machines/visit.ts'
import { readBookingCode } from '../sync/contract/existing.ts'
import { readTakeAlongCode } from '../sync/contract/take-along.ts'
import type { Scan } from './scanner.ts'

/**
 * What a scan means where the visit stands; false where it means nothing. Somebody who walks up and holds a paper of ours
 * under the scanner has said all that is needed; what cannot be read is said, not passed over.
 */
export function takeScan(visit: ActorRefFrom<typeof visitMachine>, { typed, pressed }: Scan): boolean {
  const snapshot = visit.getSnapshot()
  const code = readTakeAlongCode(typed) ?? readTakeAlongCode(pressed)
  if (code !== null && snapshot.can({ type: 'takeAlong.scanned', code })) {
    visit.send({ type: 'takeAlong.scanned', code })
    return true
  }
  if (snapshot.hasTag('takingAlong')) {
    visit.send({ type: 'takeAlong.misread' })
    return true
  }
  if (stepOf(snapshot) !== 'start') return false
  const text = [typed, pressed].find((each) => readBookingCode(each) !== null) ?? typed
  if (!snapshot.hasTag('existing')) visit.send({ type: 'existing.wanted' })
  visit.send({ type: 'code.entered', text })
  return true
}
