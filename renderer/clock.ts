/** The page's time and timers: the one place that asks the browser for them. */
export const now = (): string => new Date().toISOString()

/** Calls every `ms` until the answer is called. */
export function every(ms: number, act: () => void): () => void {
  const timer = setInterval(act, ms)
  return () => clearInterval(timer)
}

export function after(ms: number, act: () => void): void {
  setTimeout(act, ms)
}
