import type { Standing } from '../../sync/contract/booking.ts'
import { useDenials, useDesk, useNames } from './use-desk.ts'

type Answer =
  | { readonly outcome: 'done' | 'unreachable' | 'blocked' | 'forbidden' | 'unknown' | 'signedOut' }
  | { readonly outcome: 'notPossible'; readonly standing: Standing }

type Change = (change: Promise<Answer>, unchanged?: { standing: Standing; why: string }) => Promise<boolean>

/**
 * Waits for a change and tells what came of it; `unchanged`: why not, where the booking stands as before. Resolves to whether it was
 * done; the lists are asked anew in any case.
 */
export function useChange(onChanged: () => void): Change {
  const { words, tell } = useDesk()
  const names = useNames()
  const denied = useDenials()
  return async (change, unchanged) => {
    const answer = await change.catch(() => ({ outcome: 'unreachable' }) as const)
    if (!denied(answer)) {
      if (answer.outcome === 'notPossible')
        tell(
          answer.standing === unchanged?.standing ? unchanged.why : words.answer.notPossible(names.standing(answer.standing)),
          'wrong',
        )
      else tell(words.answer.done)
    }
    onChanged()
    return answer.outcome === 'done'
  }
}
