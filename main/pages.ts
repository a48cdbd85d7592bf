import { dispatch, type Handlers } from '../sync/contract/rpc.ts'
import type { StationReport } from '../sync/contract/visit.ts'
import type { KioskHealth } from '../sync/contract/kiosk-api.ts'
import { PAGE_SILENCE_MS } from '../machines/delays.ts'
import type { StationPorts, StationSettings } from './app.ts'
import { bridge, type Bridge } from './bridge/contract.ts'
import { createHandlers } from './bridge/handlers.ts'
import { type ConfirmingParts, createConfirming } from './confirming.ts'
import { createHolding } from './holding.ts'
import type { CentralClient } from './central-client.ts'
import { createPaperQueue } from './paper-queue.ts'
import type { Cancel } from './ports.ts'
import { receiptBytes } from './receipt-bytes.ts'
import type { KeptBooking } from './store/bookings.ts'
import { forgetVisitor, newVisitorSession, type VisitorSession } from './visitor-session.ts'

/** One page of a host, with the visitor who stands at it. */
export type Page = {
  readonly handlers: Handlers<Bridge>
  /** A message of the page: parsed, handled, parsed again. Rejects with ContractError where the page breaks the contract. */
  readonly call: (method: string, input: unknown) => Promise<unknown>
  /** Tells the report now and whenever something of it changes. */
  readonly onReport: (listener: (report: StationReport) => void) => Cancel
  /** Called when a page that had sent heartbeats has been silent for 5 s: replace it. The visitor is forgotten already. */
  readonly onSilence: (replace: () => void) => Cancel
  /** The window is gone: its visitor is forgotten. */
  readonly close: () => Promise<void>
}

export type PagesParts = Omit<ConfirmingParts, 'letPrint' | 'clock' | 'random'> & {
  readonly settings: StationSettings
  readonly ports: StationPorts
  readonly central: CentralClient
  readonly network: () => StationReport['network']
  readonly outOfService: () => StationReport['outOfService']
  readonly ageSeconds: () => number | null
  readonly centralMissed: () => void
}

export function createPages(parts: PagesParts) {
  const { settings, ports, bookings, jobs, knowledge, device } = parts
  const { config } = settings
  const open = new Set<{ session: VisitorSession; tell: () => void }>()
  const report = () => open.forEach(({ tell }) => tell())

  const queue = createPaperQueue({
    printer: ports.printer,
    jobs,
    tell: ({ jobId, bookingId, state }) => {
      for (const { session, tell } of open) {
        if (!session.jobs.has(jobId)) continue
        session.paper = { bookingId, state }
        tell()
      }
    },
    changed: report,
  })
  const print = (session: VisitorSession, booking: KeptBooking, jobId: string) => {
    const receiptKey = session.receiptKeys.get(booking.bookingId) ?? null
    const bytes = receiptBytes(knowledge, config.printer, booking, { publicUrl: device.central()?.publicUrl ?? '', receiptKey })
    queue.submit({ jobId, bookingId: booking.bookingId, bytes })
  }
  const printAgain = async (session: VisitorSession, bookingId: string) => {
    const booking = await bookings.find(bookingId)
    const receiptKey = session.receiptKeys.get(bookingId)
    // Only bookings of this visit: a page cannot print what another visitor booked.
    if (booking === null || receiptKey === undefined) return
    const jobId = ports.random.uuid()
    session.jobs.set(jobId, bookingId)
    await jobs.add({ jobId, bookingId, receiptKey, madeAt: new Date(ports.clock.now()).toISOString() })
    print(session, booking, jobId)
  }
  parts.verdicts.onLate((bookingId, verdict) => {
    if (verdict.outcome !== 'taken' && verdict.outcome !== 'refused') return
    for (const { session } of open) {
      if (!session.receiptKeys.has(bookingId)) continue
      const news = verdict.outcome === 'taken' ? verdict : { standing: 'refused' as const, confirmBy: null }
      session.verdict = { bookingId, standing: news.standing, confirmBy: news.confirmBy }
    }
    report()
  })
  const holding = createHolding({ ...parts, clock: ports.clock })
  const letPrint: ConfirmingParts['letPrint'] = (session, booking, jobId) => {
    // The visitor may have gone while central was asked: no paper for the next one.
    if (session.jobs.has(jobId)) print(session, booking, jobId)
    else queue.drop([jobId])
  }
  const confirm = createConfirming({ ...parts, clock: ports.clock, random: ports.random, letPrint })

  const reportTo = (session: VisitorSession): StationReport => ({
    network: parts.network(),
    printer: queue.report(),
    waiting: bookings.waiting().length,
    paper: session.paper,
    verdict: session.verdict,
    outOfService: parts.outOfService(),
  })

  function openPage(): Page {
    const session = newVisitorSession()
    const listeners = new Set<(report: StationReport) => void>()
    const silence = new Set<() => void>()
    let cancelWatch: Cancel = () => undefined
    const entry = { session, tell: () => listeners.forEach((listener) => listener(reportTo(session))) }
    open.add(entry)

    const forget = async () => {
      queue.drop([...session.jobs.keys()])
      const released = holding.releaseAll(session)
      forgetVisitor(session)
      entry.tell()
      await released
    }
    const heard = () => {
      cancelWatch()
      // A host that cannot replace its page has nothing to watch for.
      if (silence.size === 0) return
      cancelWatch = ports.clock.after(PAGE_SILENCE_MS, () => {
        ports.log('warning', 'page silent')
        void forget()
        silence.forEach((replace) => replace())
      })
    }
    const handlers = createHandlers(
      {
        config,
        addressParameters: settings.addressParameters,
        knowledge,
        homeOffice: () => config.homeOffice ?? device.known()?.homeOfficeId ?? null,
        holding,
        confirm,
        report: () => reportTo(session),
        ageSeconds: parts.ageSeconds,
        printAgain: (bookingId) => printAgain(session, bookingId),
        forget,
        heard,
        log: ports.log,
      },
      session,
    )
    return {
      handlers,
      call: (method, input) => dispatch(bridge, handlers, method, input),
      onReport: (listener) => {
        listeners.add(listener)
        listener(reportTo(session))
        return () => listeners.delete(listener)
      },
      onSilence: (replace) => {
        silence.add(replace)
        return () => silence.delete(replace)
      },
      close: async () => {
        cancelWatch()
        open.delete(entry)
        await forget()
      },
    }
  }
  return {
    open: openPage,
    report,
    serving: () => [...open].some(({ session }) => session.holds.size > 0 || session.outcomes.size > 0),
    printerHealth: () => healthOf(queue.report()),
    checkPrinter: queue.check,
    stop: queue.stop,
  }
}

function healthOf({ trouble, nearEnd, state }: StationReport['printer']): KioskHealth['printer'] {
  if (trouble === 'silent') return 'offline'
  return trouble ?? (state === 'checking' ? 'unknown' : nearEnd ? 'nearEnd' : 'ready')
}
