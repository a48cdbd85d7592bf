import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'Personel çağır',
    called: 'Personele haber verdik. Birazdan biri yanınıza gelecek.',
    notCalled: (phone: string) => `Çağrı şu anda çalışmıyor. Danışmaya gidin veya arayın: ${phone}`,
    mask: 'Bilgilerimi gizle',
    unmask: 'Bilgilerimi göster',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'nokta',
      '-': 'tire',
      '@': 'et işareti',
      _: 'alt çizgi',
      '+': 'artı',
      ',': 'virgül',
      "'": 'kesme işareti',
    },
  },
} satisfies typeof german
