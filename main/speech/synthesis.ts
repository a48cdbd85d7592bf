import { Worker } from 'node:worker_threads'

export type SynthesisRequest = { readonly id: number; readonly text: string; readonly lang: string; readonly rate: number }
export type SynthesisReply = { readonly id: number; readonly wav: Uint8Array | null }

export type Synthesis = {
  /** Mono WAV (22,050 Hz, 16 bit) of a text, or null where no voice is installed. `rate` 0.5–2; `lang` a BCP 47 tag. */
  readonly synthesize: (input: { text: string; lang: string; rate: number }) => Promise<Uint8Array | null>
  readonly stop: () => Promise<void>
}

/**
 * The voice that ships with the program: eSpeak NG in WebAssembly, offline, in a thread of its own so that a long
 * sentence never delays a touch. The thread starts with the first text and is started again if it dies.
 */
export function createSynthesis(): Synthesis {
  let worker: Worker | null = null
  let lastId = 0
  const waiting = new Map<number, (wav: Uint8Array | null) => void>()

  const giveUp = () => {
    worker = null
    for (const answer of waiting.values()) answer(null)
    waiting.clear()
  }
  const start = (): Worker => {
    const script = import.meta.url.endsWith('.ts') ? './espeak-worker.ts' : './espeak-worker.js'
    const started = new Worker(new URL(script, import.meta.url))
    started.unref()
    started.on('message', ({ id, wav }: SynthesisReply) => {
      waiting.get(id)?.(wav)
      waiting.delete(id)
    })
    started.on('error', giveUp)
    started.on('exit', giveUp)
    return started
  }

  return {
    synthesize({ text, lang, rate }) {
      worker ??= start()
      const running = worker
      lastId += 1
      const id = lastId
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        running.postMessage({ id, text, lang: lang.split('-')[0] ?? 'de', rate } satisfies SynthesisRequest)
      })
    },
    async stop() {
      await worker?.terminate()
    },
  }
}
