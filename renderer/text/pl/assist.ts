import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'Wezwij pracownika',
    called: 'Powiadomiliśmy pracowników. Zaraz ktoś do Ciebie podejdzie.',
    notCalled: (phone: string) => `Wezwanie teraz nie działa. Idź do informacji lub zadzwoń: ${phone}`,
    mask: 'Zasłoń moje dane',
    unmask: 'Pokaż moje dane',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'kropka',
      '-': 'łącznik',
      '@': 'małpa',
      _: 'podkreślenie',
      '+': 'plus',
      ',': 'przecinek',
      "'": 'apostrof',
    },
  },
} satisfies typeof german
