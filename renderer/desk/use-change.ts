import type { Standing } from '../../sync/contract/booking.ts'
import { useDenials, useDesk, useNames } from './use-desk.ts'

type Answer =
  | { readonly outcome: 'done' | 'unreachable' | 'blocked' | 'forbidden' | 'unknown' | 'signedOut' }
  | { readonly outcome: 'notPossible'; readonly standing: Standing }

const UNDECIDED: readonly string[] = ['unreachable', 'blocked', 'forbidden', 'signedOut']
type Change = (change: Promise<Answer>, unchanged?: { standing: Standing; why: string }) => Promise<boolean>

/**
 * Waits for a change and tells what came of it; `unchanged`: why not, where the booking stands as before. Resolves to whether it is
 * over with, and then the lists are asked anew. Where central could not be asked, or it is somebody else's to do, all stays as it
 * was typed.
 */
export function useChange(onChanged: () => void): Change {
  const { words, tell } = useDesk()
  const names = useNames()
  const denied = useDenials()
  return async (change, unchanged) => {
    const answer = await change
    if (!denied(answer)) {
      if (answer.outcome === 'notPossible')
        tell(
          answer.standing === unchanged?.standing ? unchanged.why : words.answer.notPossible(names.standing(answer.standing)),
          'wrong',
        )
      else tell(words.answer.done)
    }
    const over = !UNDECIDED.includes(answer.outcome)
    if (over) onChanged()
    return over
  }
}
