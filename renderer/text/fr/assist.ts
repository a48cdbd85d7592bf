import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'Appeler le personnel',
    called: 'Le personnel est prévenu. Quelqu’un vient vers vous.',
    notCalled: (phone: string) => `L’appel ne fonctionne pas pour le moment. Allez à l’accueil ou téléphonez\u00a0: ${phone}`,
    mask: 'Masquer mes données',
    unmask: 'Afficher mes données',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'point',
      '-': 'trait d’union',
      '@': 'arobase',
      _: 'tiret bas',
      '+': 'plus',
      ',': 'virgule',
      "'": 'apostrophe',
    },
  },
} satisfies typeof german
