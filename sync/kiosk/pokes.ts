import { createParser } from 'eventsource-parser'
import { Poke } from '../contract/kiosk-api.ts'

/**
 * Reads central's event stream (WHATWG server-sent events) from chunks of text.
 * `onSign` is called for anything at all, heartbeats included: silence means that the stream is dead.
 */
export function createPokeReader({
  onPoke,
  onSign,
}: {
  onPoke: (poke: Poke) => void
  onSign: () => void
}): (chunk: string) => void {
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event !== 'poke') return
      const poke = Poke.safeParse(parsedJson(data))
      if (poke.success) onPoke(poke.data)
    },
  })
  return (chunk) => {
    onSign()
    parser.feed(chunk)
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
