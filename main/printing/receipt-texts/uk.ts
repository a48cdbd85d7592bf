import type { ReceiptTexts } from './receipt-texts.ts'

export const uk: ReceiptTexts = {
  locale: 'uk',
  direction: 'ltr',
  demonstration: 'Демонстрація - не справжній запис',
  clock: '{hour}:{minute}',
  number: 'Номер',
  way: 'Як пройти',
  bring: 'Візьміть із собою:',
  phone: 'Телефон',
  scan: 'Переглянути або скасувати запис',
  standing: {
    provisional: {
      title: 'Ще не точно',
      sentence: 'Ми перевіримо, чи цей час вільний, і напишемо вам електронного листа.',
    },
    requestedBy: {
      title: 'Підтвердьте запис',
      sentence: 'Відкрийте посилання в нашому листі, інакше запит втратить чинність. Крайній час: {deadline}.',
    },
    requested: {
      title: 'Підтвердьте запис',
      sentence: 'Цей час залишено за вами до дати, вказаної в нашому листі: відкрийте в ньому посилання.',
    },
    confirmed: { title: 'Установа перевіряє запит', sentence: 'Відповідь надійде електронною поштою.' },
    accepted: { title: 'Записано', sentence: 'Ваш запис узгоджено.' },
    arrived: { title: 'Ви відмітилися', sentence: 'Установа знає, що ви тут.' },
    past: { title: 'Минуло', sentence: 'Час цього запису минув.' },
    void: { title: 'Не дійсний', sentence: 'Цей прийом не відбудеться.' },
  },
}
