import type { returning as german } from '../de/returning.ts'

/** „Ich habe einen Termin“: check in, cancel, move. */
export const returning = {
  returning: {
    question: 'Hangi randevunuz var?',
    scan: 'Fişi okuyucunun altına tutun',
    orType: 'Ya da numarayı yazın',
    enter: 'Fişinizdeki numara',
    enterHint: 'Sekiz karakter, örneğin 7K3M-9QX2',
    lookUp: 'Randevuyu ara',
    foundQuestion: 'Randevunuz bu',
    standing: 'Durum',
    checkIn: 'Ben geldim',
    checkInHint: 'Daireye haber veririz.',
    cancel: 'Randevuyu iptal et',
    cancelTitle: 'Randevu gerçekten iptal edilsin mi?',
    cancelBody: 'Yer başkaları için boşalır.',
    cancelYes: 'Evet, iptal et',
    cancelNo: 'Hayır, kalsın',
    move: 'Randevu zamanını değiştir',
    moveQuestion: 'Bunun yerine ne zaman gelmek istersiniz?',
    needsReceipt: 'İptal veya değişiklik için fişinizdeki kod ya da e-postadaki bağlantı gerekir.',
    arrivedTitle: 'Kaydınız yapıldı',
    arrivedBody: (office: string) => `${office} geldiğinizi biliyor. Oturun, çağrılacaksınız.`,
    tooEarly: (from: string) => `Bunun için henüz erken. Buradan kayıt başlangıcı: ${from}.`,
    otherOffice: (office: string) => `Randevunuz başka bir yerde: ${office}.`,
    cancelledTitle: 'Randevunuz iptal edildi',
    cancelledBody: 'Bununla ilgili bir e-posta alacaksınız.',
    movedTitle: 'Randevunuzun zamanı değişti',
    movedBody: (when: string) => `Yeni randevu: ${when}. Bununla ilgili bir e-posta alacaksınız.`,
    notPossible: (standing: string) => `Bu randevu için artık mümkün değil. Durum: ${standing}.`,
  },
} satisfies typeof german
