import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'Cheamă personalul',
    called: 'Am anunțat personalul. Cineva vine imediat la dumneavoastră.',
    notCalled: (phone: string) => `Chemarea nu funcționează acum. Mergeți la ghișeul de informații sau sunați: ${phone}`,
    mask: 'Ascunde datele mele',
    unmask: 'Arată datele mele',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'punct',
      '-': 'cratimă',
      '@': 'arond',
      _: 'liniuță de subliniere',
      '+': 'plus',
      ',': 'virgulă',
      "'": 'apostrof',
    },
  },
} satisfies typeof german
