import type { takeAlong as german } from '../de/take-along.ts'

/** Words of the data on paper. */
export const takeAlong = {
  takeAlong: {
    offer: 'Bilgilerimi kâğıtta kod olarak yanıma almak istiyorum',
    pin: 'PIN',
    pinQuestion: 'Dört rakam seçin',
    pinHint: 'Bu sizin PIN’iniz. Kod yalnızca onunla açılır. PIN kâğıtta yazmaz.',
    pinTrouble: {
      easy: 'Bu PIN kolay tahmin edilir. Başka bir PIN seçin.',
      differs: 'İki farklı PIN girdiniz. Yeniden bir PIN seçin.',
    },
    againQuestion: 'Emin olmak için bir kez daha',
    againHint: 'Aynı dört rakamı girin.',
    print: 'Kodu yazdır',
    validUntil: (until: string) => `Son geçerlilik günü: ${until}`,
    onlyPin: 'Yalnızca PIN’inizle okunur',
    noSlipQuestion: 'Kodunuz yazdırılmadı',
    noSlip: {
      tooLong: 'Bilgileriniz bu kâğıttaki bir kod için çok uzun. Randevunuz bundan etkilenmez.',
      unavailable: 'Bu cihaz şu anda kod oluşturamıyor. Randevunuz bundan etkilenmez.',
      silent: 'Cihaz yanıt vermedi. Randevunuz bundan etkilenmez.',
    },
    paper: {
      queued: 'Kodunuz yazdırılıyor',
      printing: 'Kodunuz yazdırılıyor',
      printed: 'Kodunuzu yanınıza alın',
      failed: 'Kod yazdırılamadı.',
      maybePrinted: 'Kod eksik olabilir. Kâğıdı kontrol edin.',
    },
    scan: 'Yazmak yerine kod okut',
    scanQuestion: 'Kodunuzu okuyucunun altına tutun',
    scanHint: 'Bu, önceki bir ziyaretten yanınıza aldığınız kâğıttır.',
    byHand: 'Kendim dolduracağım',
    scanAgain: 'Yeniden okut',
    openQuestion: 'Kodunuzun PIN’ini girin',
    openHint: 'O zaman seçtiğiniz dört rakam.',
    open: 'Formu doldur',
    wrongPin: (left: number) => `Bu PIN doğru değil. Kalan deneme: ${left}.`,
    refused: {
      damaged: {
        title: 'Bu kod okunamıyor',
        body: 'Hasarlı, kesilmiş ya da bizim kodumuz değil. Kâğıdı düzeltip yeniden okutun veya bilgilerinizi kendiniz girin.',
      },
      foreign: {
        title: 'Bu kod buradan değil',
        body: 'Başka bir şehirden geliyor ya da çok eski. Cihazlarımız onu açamaz. Bilgilerinizi kendiniz girin.',
      },
      locked: {
        title: 'Bu kod kilitli',
        body: 'Çok fazla yanlış PIN girildi. Burada yarın yeniden çalışır. Bilgilerinizi kendiniz girin.',
      },
      unavailable: {
        title: 'Kodlar burada şu anda çalışmıyor',
        body: 'Bu cihaz henüz belediyeye bağlanmadı. Bilgilerinizi kendiniz girin.',
      },
      silent: { title: 'Cihaz şu anda yanıt vermiyor', body: 'Yeniden okutun veya bilgilerinizi kendiniz girin.' },
    },
    expired: {
      title: 'Bu kodun süresi doldu',
      body: (day: string) => `Son geçerlilik günü: ${day}. Bilgilerinizi kendiniz girin. Sonra yeni bir kod alabilirsiniz.`,
    },
    filled: 'Bilgileriniz girildi. Her şeyin hâlâ doğru olduğunu kontrol edin.',
  },
} satisfies typeof german
