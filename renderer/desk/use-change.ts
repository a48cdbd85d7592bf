import type { Standing } from '../../sync/contract/booking.ts'
import { useDenials, useDesk, useNames } from './use-desk.ts'

type Answer =
  | { readonly outcome: 'done' | 'unreachable' | 'blocked' | 'forbidden' | 'unknown' | 'signedOut' }
  | { readonly outcome: 'notPossible'; readonly standing: Standing }

/** Waits for a change and tells what came of it. Resolves to whether it was done; the lists are asked anew in any case. */
export function useChange(onChanged: () => void): (change: Promise<Answer>) => Promise<boolean> {
  const { words, tell } = useDesk()
  const names = useNames()
  const denied = useDenials()
  return async (change) => {
    const answer = await change.catch(() => ({ outcome: 'unreachable' }) as const)
    if (!denied(answer)) {
      if (answer.outcome === 'notPossible') tell(words.answer.notPossible(names.standing(answer.standing)), 'wrong')
      else tell(words.answer.done)
    }
    onChanged()
    return answer.outcome === 'done'
  }
}
