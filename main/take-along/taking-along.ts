import type { Language } from '../../sync/contract/language.ts'
import type {
  OpenTakeAlong,
  OpenTakeAlongOutcome,
  ReadTakeAlongOutcome,
  SlipOutcome,
  SlipWish,
  TakeAlongRefusal,
  TownKey,
} from '../../sync/contract/take-along.ts'
import { PIN_TRIES } from '../../sync/contract/take-along.ts'
import type { Config } from '../config.ts'
import type { Knowledge } from '../visit/knowledge.ts'
import type { PaperTray } from '../printing/paper-tray.ts'
import type { Clock, Random } from '../ports.ts'
import { codePage } from '../printing/code-page.ts'
import { denseCellOf } from '../printing/dense-code.ts'
import { encode } from '../printing/encode.ts'
import { DOTS_PER_COLUMN } from '../printing/layout.ts'
import { townName } from '../../sync/contract/town-name.ts'
import { layOutSlip } from '../printing/slip.ts'
import type { Jobs } from '../store/jobs.ts'
import { presenceAt, type VisitorSession } from '../visit/visitor-session.ts'
import { type GenuineCode, readSealed, sealTakeAlong } from './take-along-code.ts'

/** What a visitor takes along, and brings again. Nothing of it is written down here: the paper is the only copy. */
export type TakingAlong = {
  /** Prints the slip. A repeated wish with the same id prints nothing twice. */
  readonly print: (session: VisitorSession, wish: SlipWish) => Promise<SlipOutcome>
  /** Whether a scanned code is one of this town's and still good. */
  readonly read: (code: string) => ReadTakeAlongOutcome
  readonly open: (wish: OpenTakeAlong) => Promise<OpenTakeAlongOutcome>
}

const DAY_MS = 86_400_000
/** Long enough for the next errand, short enough that lost paper does not stay dangerous. */
const GOOD_FOR_MS = 365 * DAY_MS
/** Names of codes with wrong PINs; more than anybody could bring in a day. */
const MOST_REMEMBERED = 500

export function createTakingAlong(parts: {
  settings: Config['printer']
  townKeys: () => readonly TownKey[]
  tray: Pick<PaperTray, 'submit'>
  jobs: Pick<Jobs, 'add' | 'drop'>
  knowledge: Pick<Knowledge, 'catalogue'>
  clock: Pick<Clock, 'now'>
  random: Random
  /** For the printer machine. */
  queued: () => void
}): TakingAlong {
  const { settings, clock } = parts
  const locks = createLocks(clock)

  const check = (code: string): GenuineCode | TakeAlongRefusal => {
    const keys = parts.townKeys()
    if (keys.length === 0) return { outcome: 'unavailable' }
    const read = readSealed(code, keys)
    if (read.outcome !== 'genuine') return read
    if (clock.now() >= read.lastDayMs + DAY_MS) return { outcome: 'expired', lastDay: dayOf(read.lastDayMs) }
    return locks.triesLeft(read.name) === 0 ? { outcome: 'locked' } : read
  }

  const make = async (session: VisitorSession, { slipId, person, pin, language }: SlipWish): Promise<SlipOutcome> => {
    const [townKey] = parts.townKeys()
    if (!townKey) return { outcome: 'unavailable' }
    const present = presenceAt(session)
    const lastDayMs = clock.now() + GOOD_FOR_MS
    const code = await sealTakeAlong(person, { townKey, pin, lastDayMs, random: parts.random.bytes })
    if (denseCellOf(code, settings.columns * DOTS_PER_COLUMN) === null) return { outcome: 'tooLong' }
    const lastDay = dayOf(lastDayMs)
    const jobId = parts.random.uuid()
    const madeAt = new Date(clock.now()).toISOString()
    // The job is written down for the printer's sake, as every paper is; what stands on it never is.
    if (await parts.jobs.add({ jobId, bookingId: slipId, receiptKey: '', madeAt })) {
      // Sealing takes its time: what is ready only after its visitor has left is not for the next one.
      if (!present()) {
        await parts.jobs.drop({ bookingId: slipId, jobId })
        return { outcome: 'printing', lastDay }
      }
      session.jobs.set(jobId, slipId)
      await parts.tray
        .submit({ jobId, bookingId: slipId, bytes: slipBytes(parts, { language, code, lastDay }) })
        .finally(parts.queued)
    }
    return { outcome: 'printing', lastDay }
  }

  return {
    print: async (session, wish) => {
      const known = session.slips.get(wish.slipId)
      if (known) return known
      const present = presenceAt(session)
      const outcome = await make(session, wish)
      if (outcome.outcome === 'printing' && present()) session.slips.set(wish.slipId, outcome)
      return outcome
    },
    read: (code) => {
      const checked = check(code)
      return checked.outcome === 'genuine' ? { outcome: 'pinNeeded' } : checked
    },
    open: async ({ code, pin }) => {
      const checked = check(code)
      if (checked.outcome !== 'genuine') return checked
      // Counted before it is known to be wrong, so that tries sent at the same time count too.
      locks.count(checked.name)
      const person = await checked.open(pin)
      if (person === null) return answerTo(locks.triesLeft(checked.name))
      locks.clear(checked.name)
      return { outcome: 'opened', person }
    },
  }
}

const answerTo = (triesLeft: number): OpenTakeAlongOutcome =>
  triesLeft === 0 ? { outcome: 'locked' } : { outcome: 'wrongPin', triesLeft }

const dayOf = (instantMs: number): string => new Date(instantMs).toISOString().slice(0, 10)

function slipBytes(
  { settings, knowledge }: { settings: Config['printer']; knowledge: Pick<Knowledge, 'catalogue'> },
  slip: { language: Language; code: string; lastDay: string },
): Uint8Array {
  const town = knowledge.catalogue()?.town
  if (!town) throw new Error('a slip without a town')
  const layout = layOutSlip({ ...slip, town: townName(town), demonstration: town.demonstration }, settings.columns)
  return encode(layout, codePage(settings.codePage, settings.codePageNumber))
}

type Lock = { readonly tries: number; readonly untilMs: number }

/** Wrong PINs per code, in memory alone; a code's name tells nothing of its visitor. */
function createLocks(clock: Pick<Clock, 'now'>) {
  const locks = new Map<string, Lock>()
  const current = (name: string): Lock | null => {
    const lock = locks.get(name)
    return lock === undefined || clock.now() >= lock.untilMs ? null : lock
  }
  return {
    triesLeft: (name: string): number => Math.max(0, PIN_TRIES - (current(name)?.tries ?? 0)),
    count: (name: string): void => {
      const tries = (current(name)?.tries ?? 0) + 1
      locks.delete(name)
      locks.set(name, { tries, untilMs: clock.now() + DAY_MS })
      const [oldest] = locks.keys()
      if (locks.size > MOST_REMEMBERED && oldest !== undefined) locks.delete(oldest)
    },
    clear: (name: string): void => void locks.delete(name),
  }
}
