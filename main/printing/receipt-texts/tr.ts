import type { ReceiptTexts } from './receipt-texts.ts'

export const tr: ReceiptTexts = {
  locale: 'tr',
  direction: 'ltr',
  demonstration: 'Tanıtım - gerçek bir randevu değildir',
  clock: 'saat {hour}:{minute}',
  number: 'Numara',
  way: 'Yol tarifi',
  bring: 'Lütfen getirin:',
  phone: 'Telefon',
  scan: 'Randevuyu görün veya iptal edin',
  standing: {
    provisional: {
      title: 'Henüz kesin değil',
      sentence: 'Bu saatin boş olup olmadığına bakıyoruz ve size e-posta göndereceğiz.',
    },
    requestedBy: {
      title: 'Lütfen onaylayın',
      sentence: 'E-postadaki bağlantıyı açın, yoksa isteğiniz silinir. Son zaman: {deadline}.',
    },
    requested: {
      title: 'Lütfen onaylayın',
      sentence: 'Bu saat, e-postada yazan tarihe kadar sizin için ayrıldı: oradaki bağlantıyı açın.',
    },
    confirmed: { title: 'Daire isteğinizi inceliyor', sentence: 'Yanıtı e-postayla alacaksınız.' },
    accepted: { title: 'Randevu kesinleşti', sentence: 'Randevunuz kesindir.' },
    arrived: { title: 'Kaydınız yapıldı', sentence: 'Daire burada olduğunuzu biliyor.' },
    past: { title: 'Geçti', sentence: 'Bu randevunun tarihi geçti.' },
    void: { title: 'Geçerli değil', sentence: 'Bu randevu yapılmayacak.' },
  },
}
