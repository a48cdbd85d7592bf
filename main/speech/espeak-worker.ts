import { parentPort } from 'node:worker_threads'
import type { SynthesisRequest, SynthesisReply } from './synthesis.ts'

// eSpeak NG is licensed under the GPL and therefore an optional package: where it was left out, there is no sound.
const engine = await import('espeak-ng').then(
  (module) => module.default,
  () => null,
)

/** Words per minute at rate 1, eSpeak's own middle. */
const PACE = 165

parentPort?.on('message', (request: SynthesisRequest) => {
  void speak(request).then((wav) => parentPort?.postMessage({ id: request.id, wav } satisfies SynthesisReply))
})

async function speak({ text, lang, rate }: SynthesisRequest): Promise<Uint8Array | null> {
  if (!engine) return null
  try {
    // The text follows `--`, so that one beginning with a dash is not an option.
    const { FS } = await engine({
      arguments: ['-w', 'speech.wav', '-s', String(Math.round(PACE * rate)), '-v', lang, '--', text],
      print: () => undefined,
      printErr: () => undefined,
    })
    return FS.readFile('speech.wav')
  } catch {
    return null
  }
}
