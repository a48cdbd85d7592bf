// A kiosk has one; what a dead connection leaves may stand beside it for a while.
export const MOST_OF_A_KIOSK = 4

type End = () => void
export type OpenStreams = {
  /** Notes a stream and how to end it; the kiosk's oldest ends where it has too many. Answers how to forget it. */
  readonly add: (kioskId: string, end: End) => () => void
  readonly endAll: () => void
}

/** What is open to each kiosk in this process, so that one with a faulty or stolen key cannot fill central with streams. */
export function openStreams(): OpenStreams {
  const byKiosk = new Map<string, Set<End>>()
  return {
    add(kioskId, end) {
      const own = byKiosk.get(kioskId) ?? new Set()
      byKiosk.set(kioskId, own)
      if (own.size >= MOST_OF_A_KIOSK) for (const oldest of [...own].slice(0, own.size - MOST_OF_A_KIOSK + 1)) oldest()
      own.add(end)
      return () => {
        own.delete(end)
        if (own.size === 0 && byKiosk.get(kioskId) === own) byKiosk.delete(kioskId)
      }
    },
    endAll() {
      for (const own of byKiosk.values()) for (const end of own) end()
    },
  }
}
