import type { assist as german } from '../de/assist.ts'

/** Help by people, and what hides from the queue. */
export const assist = {
  assist: {
    call: 'Покликати працівника',
    called: 'Ми повідомили працівників. Зараз до вас підійдуть.',
    notCalled: (phone: string) => `Виклик зараз не працює. Зверніться на рецепцію або зателефонуйте: ${phone}`,
    mask: 'Приховати мої дані',
    unmask: 'Показати мої дані',
    /** Signs on keys, as they are spoken. */
    signs: {
      '.': 'крапка',
      '-': 'дефіс',
      '@': 'знак ет',
      _: 'підкреслення',
      '+': 'плюс',
      ',': 'кома',
      "'": 'апостроф',
    },
  },
} satisfies typeof german
