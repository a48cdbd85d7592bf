import { useRef } from 'preact/hooks'
import type { Line } from './booking-list.tsx'
import { useDesk, useNames } from './use-desk.ts'
import { usualDocuments } from './usual-documents.ts'

/**
 * Accepts requests one after the other, each with the usual documents of its services, and tells how many were and which
 * were not. Each is decided by itself: one that was answered meanwhile keeps none of the others back.
 */
export function useAcceptSeveral(onDone: () => void): (lines: readonly Line[]) => Promise<void> {
  const { client, home, words, tell } = useDesk()
  const names = useNames()
  const running = useRef(false)
  return async (lines) => {
    if (running.current || lines.length === 0) return
    running.current = true
    const left: string[] = []
    for (const { bookingId, services, number, name } of lines) {
      const documents = usualDocuments(home, services).map((line) => line.slice(0, 300))
      const answer = await client.accept({ bookingId, documents })
      if (answer.outcome === 'done') continue
      const why =
        answer.outcome === 'notPossible'
          ? words.answer.notPossible(names.standing(answer.standing))
          : words.answer[answer.outcome]
      left.push(`${number} ${name}: ${why}`)
    }
    running.current = false
    const accepted = words.inbox.accepted(lines.length - left.length, lines.length)
    if (left.length === 0) tell(accepted)
    else tell([accepted, words.inbox.notAccepted, ...left].join(' '), 'wrong')
    onDone()
  }
}
