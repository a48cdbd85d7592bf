import type { ReceiptTexts } from './receipt-texts.ts'

export const ru: ReceiptTexts = {
  locale: 'ru',
  direction: 'ltr',
  demonstration: 'Демонстрация - не настоящая запись',
  clock: '{hour}:{minute}',
  number: 'Номер',
  way: 'Как пройти',
  bring: 'Возьмите с собой:',
  phone: 'Телефон',
  scan: 'Посмотреть или отменить запись',
  standing: {
    provisional: {
      title: 'Пока не точно',
      sentence: 'Мы проверим, свободно ли это время, и напишем вам по электронной почте.',
    },
    requestedBy: {
      title: 'Подтвердите запись',
      sentence: 'Откройте ссылку в нашем письме, иначе запрос потеряет силу. Крайний срок: {deadline}.',
    },
    requested: {
      title: 'Подтвердите запись',
      sentence: 'Это время оставлено за вами до даты, указанной в нашем письме: откройте в нём ссылку.',
    },
    confirmed: { title: 'Ведомство проверяет запрос', sentence: 'Ответ придёт по электронной почте.' },
    accepted: { title: 'Записано', sentence: 'Ваша запись согласована.' },
    arrived: { title: 'Вы отметились', sentence: 'Ведомство знает, что вы здесь.' },
    past: { title: 'Прошло', sentence: 'Время этой записи прошло.' },
    void: { title: 'Недействительна', sentence: 'Этот приём не состоится.' },
  },
}
