import type { ReceiptTexts } from './receipt-texts.ts'

export const ar: ReceiptTexts = {
  locale: 'ar-u-nu-latn-ca-gregory',
  direction: 'rtl',
  demonstration: 'عرض تجريبي - ليس موعدًا حقيقيًا',
  clock: 'الساعة {hour}:{minute}',
  number: 'الرقم',
  way: 'الطريق',
  bring: 'يرجى إحضار:',
  phone: 'الهاتف',
  scan: 'عرض الموعد أو إلغاؤه',
  standing: {
    provisional: {
      title: 'غير مؤكد بعد',
      sentence: 'سنتحقق مما إذا كان هذا الوقت متاحًا ونرسل إليك رسالة بالبريد الإلكتروني.',
    },
    requestedBy: {
      title: 'يرجى التأكيد',
      sentence: 'افتح الرابط في رسالة البريد الإلكتروني حتى {deadline}، وإلا سقط طلبك.',
    },
    requested: {
      title: 'يرجى التأكيد',
      sentence: 'هذا الوقت محجوز لك حتى المهلة المذكورة في رسالة البريد الإلكتروني: افتح الرابط فيها.',
    },
    confirmed: { title: 'المكتب يراجع طلبك', sentence: 'ستصلك الإجابة بالبريد الإلكتروني.' },
    accepted: { title: 'تم الحجز', sentence: 'موعدك مؤكد.' },
    arrived: { title: 'تم تسجيل حضورك', sentence: 'المكتب يعلم أنك هنا.' },
    past: { title: 'انتهى', sentence: 'هذا الموعد في الماضي.' },
    void: { title: 'غير صالح', sentence: 'لن يتم هذا الموعد.' },
  },
}
