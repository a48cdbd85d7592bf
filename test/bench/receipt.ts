import { codePage } from '../../main/printing/code-page.ts'
import { encode } from '../../main/printing/encode.ts'
import { layOutReceipt } from '../../main/printing/receipt.ts'
import { FACTS } from '../support/receipt-fixture.ts'
import { type Bench, median, sampleOf } from './measure.ts'

/** What stands between a booking and its paper: the German receipt, and one in Arabic letters, which go as pictures. */
export const receipt: Bench = async () =>
  (['de', 'ar'] as const).map((language) => {
    const [facts, page] = [{ ...FACTS, language }, codePage('PC858')]
    const value = median(sampleOf(() => encode(layOutReceipt(facts, 48), page), { times: 50, warm: 5 }))
    const name = `a receipt laid out and encoded (${language})`
    return { name, value, unit: 'ms', raw: null, ratio: null, goal: '≤ 50 ms', pass: value <= 50 }
  })
