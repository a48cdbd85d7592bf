import { useRef } from 'preact/hooks'
import type { DayView } from '../../sync/contract/desk-records.ts'
import { useDesk, useFreshness, useLoaded } from './use-desk.ts'

/**
 * An office's day, asked anew whenever central says that something has changed, and every few seconds. What is shown already
 * stays the same object, so that nothing is drawn again.
 */
export function useDay(officeId: string, day: string) {
  const { client, report } = useDesk()
  const shown = useRef<DayView | null>(null)
  const ask = async () => {
    const now = shown.current
    const known = now?.officeId === officeId && now.day === day ? now.mark : undefined
    const answer = await client.day({ officeId, day, ...(known !== undefined && { known }) })
    // Nobody but this page has changed what it shows, so that is what is unchanged.
    const news = answer.outcome === 'unchanged' ? now : answer
    shown.current = news?.outcome === 'day' ? news : null
    return news
  }
  const loaded = useLoaded(ask, [officeId, day, report.versions?.[officeId] ?? 0])
  useFreshness(loaded)
  return loaded
}
