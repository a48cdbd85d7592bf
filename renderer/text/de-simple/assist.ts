import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'Hilfe holen',
    called: 'Wir haben Bescheid gesagt. Gleich kommt jemand zu Ihnen.',
    notCalled: (phone: string) => `Hilfe holen geht gerade nicht. Gehen Sie zur Information. Oder rufen Sie an: ${phone}`,
    mask: 'Angaben verdecken',
    unmask: 'Angaben zeigen',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'Punkt',
      '-': 'Bindestrich',
      '@': 'At-Zeichen',
      _: 'Unterstrich',
      '+': 'Plus',
      ',': 'Komma',
      "'": 'Apostroph',
    },
  },
} satisfies typeof german
