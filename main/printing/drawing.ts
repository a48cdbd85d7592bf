import type { Config } from '../config.ts'
import { codePage } from './code-page.ts'
import { encode } from './encode.ts'
import { testSlip } from './print-test.ts'
import { layOutReceipt } from './receipt.ts'
import type { ReceiptFacts } from './receipt-facts.ts'
import { qrMatrix } from '../visit/receipt-code.ts'

/** How a booking looks: on paper, as the printer's bytes, and as the code on the screen. */
export type Drawing = {
  readonly receipt: (facts: ReceiptFacts) => Uint8Array
  readonly testSlip: () => Uint8Array
  /** Rows of `0` and `1`. */
  readonly code: (address: string) => string[]
}

export function createDrawing({ columns, codePage: name, codePageNumber }: Config['printer']): Drawing {
  const page = codePage(name, codePageNumber)
  return {
    receipt: (facts) => encode(layOutReceipt(facts, columns), page),
    testSlip: () => testSlip(columns, page),
    code: qrMatrix,
  }
}
