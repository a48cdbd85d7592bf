import type { Language } from '../../sync/contract/language.ts'

/** What a device says that nobody has enrolled yet; for whoever sets it up. */
export type PairingTexts = {
  readonly title: string
  readonly body: string
  readonly label: string
  readonly send: string
  readonly erase: string
  readonly refused: string
  readonly slowDown: string
  readonly away: string
  readonly clock: string
  readonly certificate: string
}

type Row = readonly [string, string, string, string, string, string, string, string, string, string]
const texts = ([title, body, label, send, erase, refused, slowDown, away, clock, certificate]: Row): PairingTexts => ({
  title,
  body,
  label,
  send,
  erase,
  refused,
  slowDown,
  away,
  clock,
  certificate,
})

export const PAIRING_TEXTS: Readonly<Record<Language, PairingTexts>> = {
  de: texts([
    'Dieses Gerät ist noch nicht angemeldet',
    'Die IT gibt einen Einmalcode aus: Seite „Geräte“ oder „foyer-operator kiosk enrol“.',
    'Einmalcode',
    'Anmelden',
    'Löschen',
    'Der Code gilt nicht. Er ist falsch, verbraucht oder zu alt.',
    'Zu viele Versuche. Bitte eine Minute warten.',
    'Die Zentrale ist nicht zu erreichen. Netz und Adresse prüfen.',
    'Die Uhr dieses Geräts geht falsch.',
    'Das Zertifikat der Zentrale gilt nicht.',
  ]),
  'de-simple': texts([
    'Dieses Gerät ist noch nicht angemeldet',
    'Die IT hat einen Code für das Gerät.',
    'Code',
    'Anmelden',
    'Löschen',
    'Der Code ist falsch oder zu alt.',
    'Bitte warten Sie eine Minute.',
    'Das Gerät hat keine Verbindung.',
    'Die Uhr vom Gerät ist falsch.',
    'Das Zertifikat ist ungültig.',
  ]),
  en: texts([
    'This device is not enrolled yet',
    'IT gives out a one-time code: the page “Geräte” or “foyer-operator kiosk enrol”.',
    'One-time code',
    'Enrol',
    'Delete',
    'The code is not valid. It is wrong, used or too old.',
    'Too many tries. Please wait a minute.',
    'The central server cannot be reached. Check network and address.',
    'The clock of this device is wrong.',
    'The central server’s certificate is not valid.',
  ]),
  fr: texts([
    'Cet appareil n’est pas encore inscrit',
    'Le service informatique délivre un code à usage unique.',
    'Code à usage unique',
    'Inscrire',
    'Effacer',
    'Le code n’est pas valable.',
    'Trop d’essais. Veuillez attendre une minute.',
    'Le serveur central est injoignable.',
    'L’horloge de cet appareil est fausse.',
    'Le certificat du serveur central n’est pas valable.',
  ]),
  tr: texts([
    'Bu cihaz henüz kayıtlı değil',
    'Bilgi işlem tek kullanımlık bir kod verir.',
    'Tek kullanımlık kod',
    'Kaydet',
    'Sil',
    'Kod geçerli değil.',
    'Çok fazla deneme. Lütfen bir dakika bekleyin.',
    'Merkezi sunucuya ulaşılamıyor.',
    'Bu cihazın saati yanlış.',
    'Merkezi sunucunun sertifikası geçerli değil.',
  ]),
  ar: texts([
    'هذا الجهاز غير مسجَّل بعد',
    'يُصدر قسم تقنية المعلومات رمزًا يُستخدم مرة واحدة.',
    'رمز لمرة واحدة',
    'تسجيل',
    'حذف',
    'الرمز غير صالح.',
    'محاولات كثيرة. يُرجى الانتظار دقيقة.',
    'لا يمكن الوصول إلى الخادم المركزي.',
    'ساعة هذا الجهاز خاطئة.',
    'شهادة الخادم المركزي غير صالحة.',
  ]),
  uk: texts([
    'Цей пристрій ще не зареєстровано',
    'ІТ-відділ видає одноразовий код.',
    'Одноразовий код',
    'Зареєструвати',
    'Видалити',
    'Код недійсний.',
    'Забагато спроб. Зачекайте хвилину.',
    'Центральний сервер недоступний.',
    'Годинник цього пристрою неправильний.',
    'Сертифікат центрального сервера недійсний.',
  ]),
  ru: texts([
    'Это устройство ещё не зарегистрировано',
    'ИТ-отдел выдаёт одноразовый код.',
    'Одноразовый код',
    'Зарегистрировать',
    'Удалить',
    'Код недействителен.',
    'Слишком много попыток. Подождите минуту.',
    'Центральный сервер недоступен.',
    'Часы этого устройства идут неверно.',
    'Сертификат центрального сервера недействителен.',
  ]),
  pl: texts([
    'To urządzenie nie jest jeszcze zarejestrowane',
    'Dział IT wydaje kod jednorazowy.',
    'Kod jednorazowy',
    'Zarejestruj',
    'Usuń',
    'Kod jest nieważny.',
    'Za dużo prób. Proszę poczekać minutę.',
    'Serwer centralny jest nieosiągalny.',
    'Zegar tego urządzenia jest błędny.',
    'Certyfikat serwera centralnego jest nieważny.',
  ]),
  fa: texts([
    'این دستگاه هنوز ثبت نشده است',
    'بخش فناوری اطلاعات یک کد یک‌بارمصرف می‌دهد.',
    'کد یک‌بارمصرف',
    'ثبت',
    'حذف',
    'کد معتبر نیست.',
    'تلاش‌ها بیش از حد است. لطفاً یک دقیقه صبر کنید.',
    'سرور مرکزی در دسترس نیست.',
    'ساعت این دستگاه نادرست است.',
    'گواهی سرور مرکزی معتبر نیست.',
  ]),
  ro: texts([
    'Acest dispozitiv nu este încă înregistrat',
    'Departamentul IT eliberează un cod de unică folosință.',
    'Cod de unică folosință',
    'Înregistrează',
    'Șterge',
    'Codul nu este valabil.',
    'Prea multe încercări. Așteptați un minut.',
    'Serverul central nu poate fi contactat.',
    'Ceasul acestui dispozitiv este greșit.',
    'Certificatul serverului central nu este valabil.',
  ]),
}
