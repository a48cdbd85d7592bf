import type { Language } from '../../sync/contract/language.ts'

/** The words of a slip with a take-along code; beside the visitor's language it says the same in German. */
export type SlipTexts = {
  readonly title: string
  /** What it is, and how it is used. */
  readonly use: string
  readonly pin: string
  /** `{day}` is the last day on which it is good. */
  readonly until: string
  /** What a finder can do with it. */
  readonly lost: string
}

export const slipTexts: Readonly<Record<Language, SlipTexts>> = {
  de: {
    title: 'Meine Daten zum Mitnehmen',
    use: 'Beim nächsten Besuch: Halten Sie diesen Code am Startbildschirm unter den Scanner. Das Formular füllt sich dann von selbst.',
    pin: 'Dazu brauchen Sie die vier Ziffern Ihrer PIN. Sie steht nicht auf diesem Papier.',
    until: 'Gültig bis {day}',
    lost: 'Verloren? Ohne Ihre PIN und ein Gerät dieser Stadt kann niemand etwas lesen.',
  },
  'de-simple': {
    title: 'Meine Daten zum Mitnehmen',
    use: 'Sie kommen wieder? Halten Sie diesen Code unter das Lese-Gerät. Dann schreibt das Gerät Ihre Daten selbst.',
    pin: 'Sie brauchen dann Ihre PIN. Die PIN hat 4 Ziffern. Die PIN steht nicht auf diesem Papier.',
    until: 'Der Code gilt bis {day}',
    lost: 'Papier verloren? Ohne Ihre PIN kann niemand Ihre Daten lesen.',
  },
  en: {
    title: 'My details to take along',
    use: 'On your next visit, hold this code under the scanner at the start screen. The form then fills itself in.',
    pin: 'You need the four digits of your PIN. It is not on this paper.',
    until: 'Valid until {day}',
    lost: 'Lost it? Without your PIN and a terminal of this town nobody can read anything.',
  },
  fr: {
    title: 'Mes données à emporter',
    use: 'Lors de votre prochaine visite, présentez ce code au lecteur depuis l’écran d’accueil. Le formulaire se remplit tout seul.',
    pin: 'Il vous faut les quatre chiffres de votre code PIN. Il ne figure pas sur ce papier.',
    until: 'Valable jusqu’au {day}',
    lost: 'Perdu ? Sans votre PIN et une borne de cette ville, personne ne peut rien lire.',
  },
  tr: {
    title: 'Bilgilerim yanımda',
    use: 'Bir sonraki gelişinizde bu kodu başlangıç ekranında okuyucunun altına tutun. Form kendiliğinden dolar.',
    pin: 'Bunun için PIN kodunuzun dört rakamı gerekir. PIN bu kâğıtta yazmaz.',
    until: 'Son geçerlilik günü: {day}',
    lost: 'Kaybettiniz mi? PIN’iniz ve bu şehrin bir terminali olmadan kimse bir şey okuyamaz.',
  },
  ar: {
    title: 'بياناتي لأخذها معي',
    use: 'في زيارتك القادمة ضع هذا الرمز تحت الماسح عند شاشة البداية، فتمتلئ الاستمارة وحدها.',
    pin: 'ستحتاج إلى الأرقام الأربعة لرقمك السري. وهو غير مكتوب على هذه الورقة.',
    until: 'صالح حتى {day}',
    lost: 'ضاعت الورقة؟ لا يمكن لأحد أن يقرأ شيئًا دون رقمك السري وجهاز من أجهزة هذه المدينة.',
  },
  uk: {
    title: 'Мої дані з собою',
    use: 'Під час наступного візиту піднесіть цей код до сканера на початковому екрані. Форма заповниться сама.',
    pin: 'Для цього потрібні чотири цифри вашого PIN-коду. На цьому папері його немає.',
    until: 'Дійсний до {day}',
    lost: 'Загубили? Без вашого PIN-коду та термінала цього міста ніхто нічого не прочитає.',
  },
  ru: {
    title: 'Мои данные с собой',
    use: 'При следующем визите поднесите этот код к сканеру на начальном экране. Форма заполнится сама.',
    pin: 'Для этого нужны четыре цифры вашего PIN-кода. На этой бумаге его нет.',
    until: 'Действителен до {day}',
    lost: 'Потеряли? Без вашего PIN-кода и терминала этого города никто ничего не прочтёт.',
  },
  pl: {
    title: 'Moje dane do zabrania',
    use: 'Przy następnej wizycie przyłóż ten kod do czytnika na ekranie startowym. Formularz wypełni się sam.',
    pin: 'Potrzebne są do tego cztery cyfry kodu PIN. Nie ma go na tym papierze.',
    until: 'Ważny do {day}',
    lost: 'Zgubiony? Bez kodu PIN i terminala tego miasta nikt niczego nie odczyta.',
  },
  fa: {
    title: 'اطلاعات من برای همراه بردن',
    use: 'در مراجعهٔ بعدی این کد را در صفحهٔ آغاز زیر اسکنر بگیرید. فرم خودبه‌خود پر می‌شود.',
    pin: 'برای این کار چهار رقم پین خود را لازم دارید. پین روی این کاغذ نیست.',
    until: 'معتبر تا {day}',
    lost: 'گم شد؟ بدون پین شما و دستگاهی از این شهر هیچ‌کس نمی‌تواند چیزی بخواند.',
  },
  ro: {
    title: 'Datele mele, la mine',
    use: 'La următoarea vizită, țineți acest cod sub scaner la ecranul de început. Formularul se completează singur.',
    pin: 'Aveți nevoie de cele patru cifre ale codului PIN. Nu este scris pe această hârtie.',
    until: 'Valabil până la {day}',
    lost: 'L-ați pierdut? Fără codul PIN și un terminal al acestui oraș, nimeni nu poate citi nimic.',
  },
}
