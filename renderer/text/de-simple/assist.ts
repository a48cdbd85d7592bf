import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'Hilfe holen',
    called: 'Wir haben Bescheid gesagt. Gleich kommt jemand zu Ihnen.',
    notCalled: (phone: string) => `Hilfe holen geht gerade nicht. Gehen Sie zur Information. Oder rufen Sie an: ${phone}`,
    mask: 'Daten verdecken',
    unmask: 'Daten zeigen',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'Punkt',
      '-': 'Binde-Strich',
      '@': 'At-Zeichen',
      _: 'Unter-Strich',
      '+': 'Plus',
      ',': 'Komma',
      "'": 'Apostroph',
    },
  },
} satisfies typeof german
