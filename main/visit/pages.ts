import { PAGE_SILENCE_MS, PAGE_START_MS } from '../../machines/delays.ts'
import { dispatch, type Handlers } from '../../sync/contract/rpc.ts'
import type { StationReport } from '../../sync/contract/visit.ts'
import type { Verdict } from '../../sync/contract/booking.ts'
import { deskMethodOf } from '../bridge/contract-desk.ts'
import { bridge, type Bridge } from '../bridge/contract.ts'
import { createHandlers, type HandlerParts } from '../bridge/handlers.ts'
import type { DeskDoor } from '../desk/desk-door.ts'
import type { PaperNews } from '../printing/paper-tray.ts'
import type { Cancel, Clock, Log } from '../ports.ts'
import type { Receipts } from './receipts.ts'
import { forgetVisitor, newVisitorSession, type VisitorSession } from './visitor-session.ts'

/** How a page is lost that its browser still shows. */
export type Lost = 'silent' | 'graphics'

/** One page of a host, with the visitor who stands at it. */
export type Page = {
  readonly handlers: Handlers<Bridge>
  /** A message of the page: parsed, handled, parsed again. Rejects with ContractError where the page breaks the contract. */
  readonly call: (method: string, input: unknown) => Promise<unknown>
  /** Tells the report now and whenever something of it changes. */
  readonly onReport: (listener: (report: StationReport) => void) => Cancel
  /**
   * Asks the station to watch this page: when it is silent for 5 s, does not come alive within 20 s, or says that it has
   * lost its graphics, its visitor is forgotten and `replace` is called.
   */
  readonly onLost: (replace: (how: Lost) => void) => Cancel
  /** The window is gone: its visitor is forgotten. */
  readonly close: () => Promise<void>
}

export type Pages = {
  readonly open: () => Page
  /** Something of the report has changed. */
  readonly report: () => void
  /** Whether somebody is being served. */
  readonly serving: () => boolean
  readonly tellPaper: (news: PaperNews) => void
  /** A verdict for which no confirmation waits any more. */
  readonly tellVerdict: (bookingId: string, verdict: Verdict) => void
}

type PagesParts = Omit<HandlerParts, 'printAgain' | 'headset' | 'forget' | 'heard' | 'graphicsLost' | 'report'> & {
  readonly receipts: Receipts
  /** What all pages are told alike. */
  readonly state: () => Pick<
    StationReport,
    'network' | 'printer' | 'waiting' | 'outOfService' | 'message' | 'settingsVersion' | 'pairing' | 'versions'
  >
  /** At a desk: what staff may ask for besides. */
  readonly openDesk?: (session: VisitorSession) => DeskDoor
  readonly clock: Clock
  readonly log: Log
}
type OpenPage = { readonly session: VisitorSession; readonly tell: () => void; step: string }
/** Steps at which nobody is being served, as the page names them in its sign of life. */
const IDLE_STEPS: readonly string[] = ['start', 'starting', 'desk']

export function createPages(parts: PagesParts): Pages {
  const open = new Set<OpenPage>()
  let plugged = false
  const headset = { plugged: () => plugged, note: (now: boolean) => void (plugged = now) }
  const ofVisitor = (knows: (session: VisitorSession) => boolean) => [...open].filter(({ session }) => knows(session))
  return {
    open: () => openPage({ ...parts, headset }, open),
    report: () => open.forEach(({ tell }) => tell()),
    serving: () =>
      [...open].some(({ session, step }) => session.holds.size + session.receiptKeys.size > 0 || !IDLE_STEPS.includes(step)),
    tellPaper: ({ jobId, bookingId, state }) => {
      for (const { session, tell } of ofVisitor(({ jobs }) => jobs.has(jobId))) {
        session.paper = { bookingId, state }
        tell()
      }
    },
    tellVerdict: (bookingId, verdict) => {
      const news = lateNews(verdict)
      if (news === null) return
      for (const { session, tell } of ofVisitor(({ receiptKeys }) => receiptKeys.has(bookingId))) {
        session.verdict = { bookingId, ...news }
        tell()
      }
    },
  }
}

function openPage(parts: PagesParts & Pick<HandlerParts, 'headset'>, open: Set<OpenPage>): Page {
  const session = newVisitorSession()
  const desk = parts.openDesk?.(session) ?? null
  /** With what each was told last. */
  const listeners = new Map<(report: StationReport) => void, string>()
  const watchers = new Set<(how: Lost) => void>()
  let cancelWatch: Cancel = () => undefined

  const report = (): StationReport => ({ ...parts.state(), paper: session.paper, verdict: session.verdict })
  /** The machines speak at every look at the printer; a page hears only what is new to it, day and night. */
  const tellOne = (listener: (report: StationReport) => void) => {
    const now = report()
    const text = JSON.stringify(now)
    if (listeners.get(listener) === text) return
    listeners.set(listener, text)
    listener(now)
  }
  const tell = () => [...listeners.keys()].forEach(tellOne)
  const entry: OpenPage = { session, step: 'starting', tell }
  open.add(entry)
  const forget = async () => {
    const left = [parts.receipts.drop(session), parts.holding.releaseAll(session)]
    const closed = desk?.close()
    forgetVisitor(session)
    entry.step = 'starting'
    entry.tell()
    await Promise.all(left)
    await closed
  }
  const lose = (how: Lost) => {
    parts.log('warning', how === 'silent' ? 'page silent' : 'graphics lost')
    cancelWatch()
    void forget()
    watchers.forEach((replace) => replace(how))
  }
  const watch = (patienceMs: number) => {
    cancelWatch()
    // A host that cannot replace its page has nothing to watch for.
    if (watchers.size > 0) cancelWatch = parts.clock.after(patienceMs, () => lose('silent'))
  }
  const printAgain = (bookingId: string) => parts.receipts.printAgain(session, bookingId)
  const heard = (step: string) => {
    entry.step = step
    watch(PAGE_SILENCE_MS)
  }
  const handlers = createHandlers({ ...parts, report, printAgain, forget, heard, graphicsLost: () => lose('graphics') }, session)
  return {
    handlers,
    call: (method, input) => {
      const ofDesk = desk === null ? null : deskMethodOf(method)
      return desk === null || ofDesk === null ? dispatch(bridge, handlers, method, input) : desk.call(ofDesk, input)
    },
    onReport: (listener) => {
      tellOne(listener)
      return () => listeners.delete(listener)
    },
    onLost: (replace) => {
      watchers.add(replace)
      watch(PAGE_START_MS)
      return () => watchers.delete(replace)
    },
    close: async () => {
      cancelWatch()
      open.delete(entry)
      await forget()
    },
  }
}

function lateNews(verdict: Verdict): Pick<NonNullable<StationReport['verdict']>, 'standing' | 'confirmBy'> | null {
  if (verdict.outcome === 'taken') return { standing: verdict.standing, confirmBy: verdict.confirmBy }
  return verdict.outcome === 'refused' ? { standing: 'refused', confirmBy: null } : null
}
