import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'Позвать сотрудника',
    called: 'Мы сообщили сотрудникам. Сейчас к вам подойдут.',
    notCalled: (phone: string) => `Вызов сейчас не работает. Обратитесь на стойку информации или позвоните: ${phone}`,
    mask: 'Скрыть мои данные',
    unmask: 'Показать мои данные',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'точка',
      '-': 'дефис',
      '@': 'собака',
      _: 'подчёркивание',
      '+': 'плюс',
      ',': 'запятая',
      "'": 'апостроф',
    },
  },
} satisfies typeof german
