import { useLayoutEffect, useState } from 'preact/hooks'
import { useDesk } from './use-desk.ts'

/**
 * State that outlives a lock, as calls do: ten minutes on the phone lock the desk, and a list of whom to call, or a half-written
 * reason, must still be there afterwards. Leaving a view or a dialog forgets it.
 */
export function useKept<T>(name: string, first: T): readonly [T, (value: T) => void] {
  const { kept } = useDesk()
  const [value, setValue] = useState<T>(() => (kept.values.has(name) ? (kept.values.get(name) as T) : first))
  // At once, not after the next picture: a key may close what has just come back.
  useLayoutEffect(
    () => () => {
      if (!kept.isLocked()) kept.values.delete(name)
    },
    [name],
  )
  const keep = (next: T) => {
    kept.values.set(name, next)
    setValue(() => next)
  }
  return [value, keep]
}
