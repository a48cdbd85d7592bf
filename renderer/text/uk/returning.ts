import type { returning as german } from '../de/returning.ts'

/** „Ich habe einen Termin“: check in, cancel, move. */
export const returning = {
  returning: {
    question: 'Який у вас запис?',
    scan: 'Піднесіть талон до сканера',
    orType: 'Або введіть номер',
    enter: 'Номер із вашого талона',
    enterHint: 'Вісім знаків, наприклад 7K3M-9QX2',
    lookUp: 'Знайти запис',
    foundQuestion: 'Це ваш запис',
    standing: 'Стан',
    checkIn: 'Я тут',
    checkInHint: 'Ми повідомимо установу.',
    cancel: 'Скасувати запис',
    cancelTitle: 'Справді скасувати запис?',
    cancelBody: 'Час звільниться для інших.',
    cancelYes: 'Так, скасувати',
    cancelNo: 'Ні, залишити',
    move: 'Перенести запис',
    moveQuestion: 'Коли ви хочете прийти натомість?',
    needsReceipt: 'Щоб скасувати або перенести, потрібен код із талона або посилання з листа.',
    arrivedTitle: 'Вас зареєстровано',
    arrivedBody: (office: string) => `${office}: там знають, що ви тут. Сідайте, вас викличуть.`,
    tooEarly: (from: string) => `Ще зарано. Зареєструватися тут можна з ${from}.`,
    otherOffice: (office: string) => `Ваш прийом в іншому місці: ${office}.`,
    cancelledTitle: 'Ваш запис скасовано',
    cancelledBody: 'Ви отримаєте про це лист.',
    movedTitle: 'Ваш запис перенесено',
    movedBody: (when: string) => `Новий час: ${when}. Ви отримаєте про це лист.`,
    notPossible: (standing: string) => `Для цього запису це вже неможливо. Стан: ${standing}.`,
  },
} satisfies typeof german
