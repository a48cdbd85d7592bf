import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'Call staff',
    called: 'We have told our staff. Somebody will be with you in a moment.',
    notCalled: (phone: string) => `Calling staff does not work right now. Go to the information desk or call: ${phone}`,
    mask: 'Cover my details',
    unmask: 'Show my details',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'dot',
      '-': 'hyphen',
      '@': 'at sign',
      _: 'underscore',
      '+': 'plus',
      ',': 'comma',
      "'": 'apostrophe',
    },
  },
} satisfies typeof german
