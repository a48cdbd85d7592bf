import { inReadingOrder } from '../../../sync/contract/reading-order.ts'
import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'صدا زدن کارمند',
    called: 'به کارمندان خبر دادیم. همین حالا کسی نزد شما می\u200cآید.',
    notCalled: (phone: string) => inReadingOrder(`صدا زدن اکنون ممکن نیست. به بخش اطلاعات بروید یا تماس بگیرید: ${phone}`),
    mask: 'پوشاندن مشخصات من',
    unmask: 'نمایش مشخصات من',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'نقطه',
      '-': 'خط تیره',
      '@': 'علامت ات',
      _: 'زیرخط',
      '+': 'به\u200cعلاوه',
      ',': 'ویرگول',
      "'": 'آپاستروف',
    },
  },
} satisfies typeof german
