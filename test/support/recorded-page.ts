import type { Lost, Page } from '../../main/app.ts'
import { ContractError } from '../../sync/contract/rpc.ts'

/** A page of the station that writes down what reaches it; `bogus` breaks the contract, `buggy` throws. */
export function recordedPage() {
  const seen = { called: [] as unknown[], closed: 0, lose: (_how: Lost) => undefined as void }
  const page: Page = {
    handlers: {} as Page['handlers'],
    call: async (method, input) => {
      seen.called.push([method, input])
      if (method === 'bogus') throw new ContractError('unknown method bogus')
      if (method === 'buggy') throw new Error('secret inside')
      return 'answer'
    },
    onReport: () => () => undefined,
    onLost: (replace) => {
      seen.lose = replace
      return () => undefined
    },
    close: async () => void (seen.closed += 1),
  }
  return { page, seen }
}
