import type { KioskOrder, OrderAnswer } from '../../sync/contract/kiosk-api.ts'
import type { PaperState } from '../../sync/contract/visit.ts'
import type { Orders } from '../../sync/kiosk/parts.ts'
import type { PaperNews } from '../printing/paper-tray.ts'

/** IT's orders for this device: a text for the start screen, a test print. */
export type StationOrders = Orders & {
  /** The text for the start screen; null where there is none. */
  readonly message: () => string | null
  /** What became of any paper; what is of no order is not heard. */
  readonly paper: (news: Pick<PaperNews, 'jobId' | 'state'>) => void
}

const RESULTS = { printed: 'printed', failed: 'failed', maybePrinted: 'maybePrinted' } as const
const isResult = (state: PaperState): state is keyof typeof RESULTS => state in RESULTS

/**
 * Does what IT asks for. Orders come again with every round until they are answered, so nothing of them is kept on disk: a
 * text comes back after a restart, and a test print at the worst comes out twice. No test print comes out while somebody is
 * served; the order is left lying until the next round.
 */
export function createOrders(parts: {
  serving: () => boolean
  newId: () => string
  /** Puts the test slip into the paper tray as this job. */
  printTest: (jobId: string) => Promise<void>
  /** The text has changed. */
  changed: () => void
  /** Central should hear soon. */
  answered: () => void
}): StationOrders {
  let message: { readonly orderId: string; readonly text: string } | null = null
  let begun: { readonly orderId: string; readonly jobId: string } | null = null
  let waiting: readonly OrderAnswer[] = []
  const answer = (orderId: string, result: OrderAnswer['result']) => {
    waiting = [...waiting, { orderId, result }]
    parts.answered()
  }
  const show = (order: Extract<KioskOrder, { kind: 'message' }> | undefined) => {
    if (order?.orderId === message?.orderId) return
    message = order ?? null
    if (order) answer(order.orderId, 'received')
    parts.changed()
  }
  const print = ({ orderId }: Extract<KioskOrder, { kind: 'testPrint' }>) => {
    if (begun?.orderId === orderId || parts.serving()) return
    begun = { orderId, jobId: parts.newId() }
    void parts.printTest(begun.jobId).catch(() => answer(orderId, 'failed'))
  }
  return {
    message: () => message?.text ?? null,
    answers: () => waiting,
    heard: ({ said, orders }) => {
      waiting = waiting.filter((one) => !said.includes(one))
      show(orders.find((order) => order.kind === 'message'))
      orders.filter((order) => order.kind === 'testPrint').forEach(print)
    },
    paper: ({ jobId, state }) => {
      if (jobId === begun?.jobId && isResult(state)) answer(begun.orderId, RESULTS[state])
    },
  }
}
