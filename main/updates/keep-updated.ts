import type { Cancel, Clock, Log, Ports } from '../ports.ts'
import { withLimit } from '../with-limit.ts'
import { fetchVersion } from './fetch-version.ts'
import { judgeManifest, type Offered } from './manifest.ts'
import type { Versions } from './versions.ts'

export type UpdateSettings = {
  /** The address of `latest.json`; null where the fleet tool updates. */
  readonly feed: string | null
  readonly publicKey: string | null
  /** Local time of the device, `HH:MM`; a window may pass midnight. */
  readonly from: string
  readonly until: string
}

const LOOK_EVERY_MS = 300_000
/** A version that has run so long has shown itself: one that cannot open its disk, or whose page does not come alive, ends before. */
export const TRIAL_MS = 300_000
const PATIENCE_MS = 3_600_000

export type UpdateParts = {
  readonly settings: UpdateSettings
  readonly versions: Versions
  readonly device: Pick<Offered, 'current' | 'platform' | 'arch' | 'place'>
  /** Whether somebody is being served: nothing begins then. */
  readonly serving: () => boolean
  /** Ends the program with an exit code that its supervisor acts on. */
  readonly end: (exitCode: number) => void
  readonly fetch: Ports['fetch']
  readonly clock: Clock
  readonly log: Log
}

/**
 * Updates by the program itself, where somebody has switched them on: looks in the window alone, fetches and checks beside the
 * running version, and begins with the new one only while nobody is served. A version on trial is confirmed when it has worked
 * for five minutes; whoever began it (the launcher, or on Windows the updater) turns back from one that does not come that far.
 */
export function keepUpdated(parts: UpdateParts): Cancel {
  const { clock, versions, log, settings } = parts
  const abort = new AbortController()
  let cancelLook: Cancel = () => undefined
  let cancelTrial: Cancel = () => undefined
  const watchTrial = () => {
    if (versions.onTrial() !== parts.device.current) return
    cancelTrial = clock.after(TRIAL_MS, () => {
      versions.confirm()
      log('info', 'update confirmed', { state: parts.device.current })
    })
  }
  const again = () => {
    cancelLook = clock.after(LOOK_EVERY_MS, () => {
      void look(parts, abort.signal)
        .catch((error: unknown) => log('error', 'update', { code: error instanceof Error ? error.name : 'unknown' }))
        .then(() => {
          if (!abort.signal.aborted) again()
        })
    })
  }
  watchTrial()
  if (settings.feed !== null && settings.publicKey !== null) again()
  return () => {
    abort.abort()
    cancelLook()
    cancelTrial()
  }
}

/** One look: what became of it, in a word for the log and the tests. */
export async function look(parts: UpdateParts, signal: AbortSignal): Promise<string> {
  const { settings, versions, device, clock, log } = parts
  const { feed, publicKey } = settings
  if (feed === null || publicKey === null) return 'off'
  if (!isWithin(settings, clock.now())) return 'outsideTheWindow'
  if (versions.onTrial() !== null) return 'onTrial'
  if (!versions.canBegin()) {
    log('warning', 'update not handed over', { code: 'noUpdater' })
    return 'noUpdater'
  }
  const text = await manifestAt(feed, parts, signal)
  if (text === null) return 'away'
  const offered = { ...device, publicKey, nowMs: clock.now(), seenMs: versions.seenMs(), failed: versions.failed() }
  const judged = judgeManifest(text, offered)
  if (judged.outcome !== 'update') {
    if (judged.outcome === 'refused') log('warning', 'update refused', { code: judged.why })
    return judged.why
  }
  versions.see(judged.issuedMs)
  // Fetched anew even if it lies here: what a disk has kept since is not what was signed.
  const fetched = await withLimit(clock, PATIENCE_MS, (limit) =>
    fetchVersion(versions, judged, { feed, fetch: parts.fetch, signal: AbortSignal.any([signal, limit]) }),
  )
  if (fetched.outcome === 'failed') {
    log('warning', 'update not fetched', { code: fetched.why })
    return fetched.why
  }
  // Somebody may have come meanwhile, or the window may be over.
  if (parts.serving() || !isWithin(settings, clock.now())) return 'waiting'
  versions.begin(judged.version)
  log('info', 'update begins', { state: judged.version })
  parts.end(versions.exitCode)
  return 'begun'
}

async function manifestAt(feed: string, { fetch }: UpdateParts, signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(feed, { signal, redirect: 'error', cache: 'no-store' })
    return response.ok ? await response.text() : null
  } catch {
    return null
  }
}

export function isWithin({ from, until }: Pick<UpdateSettings, 'from' | 'until'>, nowMs: number): boolean {
  const at = new Date(nowMs)
  const now = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  return from <= until ? from <= now && now < until : from <= now || now < until
}
