import { inReadingOrder } from '../../../sync/contract/reading-order.ts'
import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'استدعاء الموظفين',
    called: 'أبلغنا الموظفين. سيأتي إليك أحدهم حالًا.',
    notCalled: (phone: string) => inReadingOrder(`لا يمكن الاستدعاء الآن. اذهب إلى الاستعلامات أو اتصل: ${phone}`),
    mask: 'إخفاء بياناتي',
    unmask: 'إظهار بياناتي',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'نقطة',
      '-': 'واصلة',
      '@': 'علامة آت',
      _: 'شرطة سفلية',
      '+': 'زائد',
      ',': 'فاصلة',
      "'": 'فاصلة عليا',
    },
  },
} satisfies typeof german
