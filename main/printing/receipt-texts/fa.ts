import type { ReceiptTexts } from './receipt-texts.ts'

export const fa: ReceiptTexts = {
  locale: 'fa-u-nu-latn-ca-gregory',
  direction: 'rtl',
  demonstration: 'نمایشی - نوبت واقعی نیست',
  clock: 'ساعت {hour}:{minute}',
  number: 'شماره',
  way: 'مسیر',
  bring: 'لطفاً همراه بیاورید:',
  phone: 'تلفن',
  scan: 'دیدن یا لغو نوبت',
  standing: {
    provisional: {
      title: 'هنوز قطعی نیست',
      sentence: 'بررسی می‌کنیم که این وقت آزاد باشد و به شما ایمیل می‌فرستیم.',
    },
    requestedBy: {
      title: 'لطفاً تأیید کنید',
      sentence: 'پیوند داخل ایمیل را تا {deadline} باز کنید، وگرنه درخواست شما باطل می‌شود.',
    },
    requested: {
      title: 'لطفاً تأیید کنید',
      sentence: 'این وقت تا مهلتی که در ایمیل آمده برای شما نگه داشته شده است: پیوند داخل آن را باز کنید.',
    },
    confirmed: { title: 'اداره درخواست شما را بررسی می‌کند', sentence: 'پاسخ را با ایمیل دریافت می‌کنید.' },
    accepted: { title: 'نوبت قطعی شد', sentence: 'نوبت شما قطعی است.' },
    arrived: { title: 'حضور شما ثبت شد', sentence: 'اداره می‌داند که شما اینجا هستید.' },
    past: { title: 'گذشته', sentence: 'زمان این نوبت گذشته است.' },
    void: { title: 'معتبر نیست', sentence: 'این نوبت برگزار نمی‌شود.' },
  },
}
