import type { returning as german } from '../de/returning.ts'

/** „Ich habe einen Termin“: check in, cancel, move. */
export const returning = {
  returning: {
    question: 'کدام نوبت را دارید؟',
    scan: 'رسید را زیر خواننده بگیرید',
    orType: 'یا شماره را بنویسید',
    enter: 'شماره روی رسید شما',
    enterHint: 'هشت نویسه، مانند 7K3M-9QX2',
    lookUp: 'جستجوی نوبت',
    foundQuestion: 'این نوبت شماست',
    standing: 'وضعیت',
    checkIn: 'من اینجا هستم',
    checkInHint: 'به اداره خبر می‌دهیم.',
    cancel: 'لغو نوبت',
    cancelTitle: 'نوبت واقعاً لغو شود؟',
    cancelBody: 'جا برای دیگران آزاد می‌شود.',
    cancelYes: 'بله، لغو شود',
    cancelNo: 'خیر، بماند',
    move: 'جابه‌جایی نوبت',
    moveQuestion: 'به جای آن چه زمانی می‌خواهید بیایید؟',
    needsReceipt: 'برای لغو یا جابه‌جایی، کد روی رسید یا پیوند داخل ایمیل لازم است.',
    arrivedTitle: 'حضور شما ثبت شد',
    arrivedBody: (office: string) => `${office} می‌داند که شما اینجا هستید. بنشینید، صدایتان می‌کنند.`,
    tooEarly: (from: string) => `هنوز زود است. از ${from} می‌توانید اینجا حضورتان را ثبت کنید.`,
    otherOffice: (office: string) => `نوبت شما در جای دیگری است: ${office}.`,
    cancelledTitle: 'نوبت شما لغو شد',
    cancelledBody: 'در این باره ایمیلی دریافت می‌کنید.',
    movedTitle: 'نوبت شما جابه‌جا شد',
    movedBody: (when: string) => `نوبت تازه: ${when}. در این باره ایمیلی دریافت می‌کنید.`,
    notPossible: (standing: string) => `برای این نوبت دیگر ممکن نیست. وضعیت: ${standing}.`,
  },
} satisfies typeof german
