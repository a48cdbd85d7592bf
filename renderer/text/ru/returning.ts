import type { returning as german } from '../de/returning.ts'

/** „Ich habe einen Termin“: check in, cancel, move. */
export const returning = {
  returning: {
    question: 'Какая у вас запись?',
    scan: 'Поднесите талон к сканеру',
    orType: 'Или введите номер',
    enter: 'Номер с вашего талона',
    enterHint: 'Восемь знаков, например 7K3M-9QX2',
    lookUp: 'Найти запись',
    foundQuestion: 'Это ваша запись',
    standing: 'Состояние',
    checkIn: 'Я здесь',
    checkInHint: 'Мы сообщим в ведомство.',
    cancel: 'Отменить запись',
    cancelTitle: 'Действительно отменить запись?',
    cancelBody: 'Время освободится для других.',
    cancelYes: 'Да, отменить',
    cancelNo: 'Нет, оставить',
    move: 'Перенести запись',
    moveQuestion: 'Когда вы хотите прийти вместо этого?',
    needsReceipt: 'Чтобы отменить или перенести, нужен код с талона или ссылка из письма.',
    arrivedTitle: 'Вы зарегистрированы',
    arrivedBody: (office: string) => `${office}: там знают, что вы здесь. Присядьте, вас вызовут.`,
    tooEarly: (from: string) => `Ещё слишком рано. Зарегистрироваться здесь можно с ${from}.`,
    otherOffice: (office: string) => `Ваш приём в другом месте: ${office}.`,
    cancelledTitle: 'Ваша запись отменена',
    cancelledBody: 'Вы получите об этом письмо.',
    movedTitle: 'Ваша запись перенесена',
    movedBody: (when: string) => `Новое время: ${when}. Вы получите об этом письмо.`,
    notPossible: (standing: string) => `Для этой записи это уже невозможно. Состояние: ${standing}.`,
  },
} satisfies typeof german
