import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createSynthesis } from '../../../main/speech/synthesis.ts'
import { LANGUAGES } from '../../../sync/contract/language.ts'

const synthesis = createSynthesis()
after(() => synthesis.stop())

/** Seconds of sound in a 16-bit mono WAV, and its loudest sample. */
function hear(wav: Uint8Array): { seconds: number; peak: number } {
  const bytes = Buffer.from(wav)
  assert.equal(bytes.toString('latin1', 0, 4), 'RIFF')
  assert.equal(bytes.toString('latin1', 8, 12), 'WAVE')
  const rate = bytes.readUInt32LE(24)
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + (bytes.length & ~1)))
  return { seconds: samples.length / rate, peak: samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) }
}

async function say(text: string, lang = 'de', rate = 1) {
  const wav = await synthesis.synthesize({ text, lang, rate })
  assert.ok(wav, 'the offline voice is installed')
  return hear(wav)
}

const GREETINGS: Record<(typeof LANGUAGES)[number], string> = {
  de: 'Wo möchten Sie hin?',
  'de-simple': 'Wohin möchten Sie?',
  en: 'Where would you like to go?',
  fr: 'Où souhaitez-vous aller ?',
  tr: 'Nereye gitmek istiyorsunuz?',
  ar: 'إلى أين تريد الذهاب؟',
  uk: 'Куди ви хочете піти?',
  ru: 'Куда вы хотите пойти?',
  pl: 'Dokąd chcą Państwo pójść?',
  fa: 'کجا می‌خواهید بروید؟',
  ro: 'Unde doriți să mergeți?',
}

for (const language of LANGUAGES) {
  test(`${language} is spoken aloud without a network`, async () => {
    const { seconds, peak } = await say(GREETINGS[language], language)
    assert.ok(seconds > 0.5 && seconds < 6, `${seconds} s`)
    assert.ok(peak > 3_000, 'something is to be heard')
  })
}

test('a faster voice takes less time', async () => {
  const slow = await say('Ihr Termin ist am Dienstag um neun Uhr.', 'de', 0.7)
  const fast = await say('Ihr Termin ist am Dienstag um neun Uhr.', 'de', 1.8)
  assert.ok(fast.seconds < slow.seconds * 0.7)
})

test('a text that looks like an option is spoken, not obeyed', async () => {
  assert.ok((await say('--help')).seconds < 3)
})

test('several texts at once are each answered with their own sound', async () => {
  const [short, long] = await Promise.all([say('Ja'), say('Ein längerer Satz mit sehr vielen Wörtern, der dauert.')])
  assert.ok(short.seconds < long.seconds)
})
