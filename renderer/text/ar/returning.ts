import type { returning as german } from '../de/returning.ts'

/** „Ich habe einen Termin“: check in, cancel, move. */
export const returning = {
  returning: {
    question: 'ما الموعد الذي لديك؟',
    scan: 'ضع الإيصال تحت الماسح',
    orType: 'أو اكتب الرقم',
    enter: 'الرقم الموجود على إيصالك',
    enterHint: 'ثمانية رموز، مثلًا 7K3M-9QX2',
    lookUp: 'البحث عن الموعد',
    foundQuestion: 'هذا موعدك',
    standing: 'الحالة',
    checkIn: 'لقد وصلت',
    checkInHint: 'نُعلم المكتب بذلك.',
    cancel: 'إلغاء الموعد',
    cancelTitle: 'هل تريد إلغاء الموعد فعلًا؟',
    cancelBody: 'يصبح المكان متاحًا لغيرك.',
    cancelYes: 'نعم، إلغاء',
    cancelNo: 'لا، الاحتفاظ به',
    move: 'تغيير موعد الحجز',
    moveQuestion: 'متى تريد أن تأتي بدلًا من ذلك؟',
    needsReceipt: 'للإلغاء أو التغيير نحتاج إلى الرمز الموجود على إيصالك أو الرابط في البريد الإلكتروني.',
    arrivedTitle: 'تم تسجيل وصولك',
    arrivedBody: (office: string) => `يعلم ${office} أنك هنا. تفضل بالجلوس وسيُنادى عليك.`,
    tooEarly: (from: string) => `ما زال الوقت مبكرًا. يمكنك تسجيل وصولك هنا ابتداءً من ${from}.`,
    otherOffice: (office: string) => `موعدك في مكان آخر: ${office}.`,
    cancelledTitle: 'أُلغي موعدك',
    cancelledBody: 'ستصلك رسالة بالبريد الإلكتروني بذلك.',
    movedTitle: 'تم تغيير موعدك',
    movedBody: (when: string) => `الموعد الجديد: ${when}. ستصلك رسالة بالبريد الإلكتروني بذلك.`,
    notPossible: (standing: string) => `لم يعد هذا ممكنًا لهذا الموعد. الحالة: ${standing}.`,
  },
} satisfies typeof german
