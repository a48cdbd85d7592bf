import type { takeAlong as german } from '../de/take-along.ts'

/** Words of the data on paper. */
export const takeAlong = {
  takeAlong: {
    offer: 'Iau datele mele ca un cod pe hârtie',
    pin: 'Cod PIN',
    pinQuestion: 'Alegeți patru cifre',
    pinHint: 'Acesta este PIN-ul dumneavoastră. Codul se deschide numai cu el. Nu este pe hârtie.',
    pinTrouble: {
      easy: 'Acest PIN este ușor de ghicit. Alegeți altul.',
      differs: 'Au fost două PIN-uri diferite. Alegeți din nou.',
    },
    againQuestion: 'Încă o dată, pentru siguranță',
    againHint: 'Introduceți aceleași patru cifre.',
    print: 'Tipărește codul',
    validUntil: (until: string) => `Valabil până la ${until}`,
    onlyPin: 'Se citește numai cu PIN-ul',
    noSlipQuestion: 'Codul nu a fost tipărit',
    noSlip: {
      tooLong: 'Datele sunt prea lungi pentru un cod pe această hârtie. Programarea nu este afectată.',
      unavailable: 'Acest aparat nu poate face coduri acum. Programarea nu este afectată.',
      silent: 'Aparatul nu a răspuns. Programarea nu este afectată.',
    },
    paper: {
      queued: 'Codul se tipărește',
      printing: 'Codul se tipărește',
      printed: 'Luați codul cu dumneavoastră',
      failed: 'Codul nu a putut fi tipărit.',
      maybePrinted: 'Poate că este incomplet codul. Verificați hârtia.',
    },
    scan: 'Scanez un cod în loc să scriu',
    scanQuestion: 'Țineți codul sub scaner',
    scanHint: 'Este hârtia pe care ați luat-o la o vizită anterioară.',
    byHand: 'Completez eu datele',
    scanAgain: 'Scanați din nou',
    openQuestion: 'Introduceți PIN-ul codului',
    openHint: 'Cele patru cifre alese atunci.',
    open: 'Completează formularul',
    wrongPin: (left: number) => `Acest PIN nu este corect. Încercări rămase: ${left}.`,
    refused: {
      damaged: {
        title: 'Acest cod nu poate fi citit',
        body: 'Este deteriorat, tăiat sau nu este de la noi. Neteziți hârtia și scanați din nou sau completați manual datele.',
      },
      foreign: {
        title: 'Acest cod nu este de aici',
        body: 'Vine din alt oraș sau este foarte vechi. Aparatele noastre nu îl pot deschide. Completați manual datele.',
      },
      locked: {
        title: 'Acest cod este blocat',
        body: 'Au fost prea multe PIN-uri greșite. Aici va funcționa din nou mâine. Completați manual datele.',
      },
      unavailable: {
        title: 'Codurile nu funcționează aici acum',
        body: 'Acest aparat nu a fost încă legat la primărie. Completați manual datele.',
      },
      silent: { title: 'Aparatul nu răspunde acum', body: 'Scanați din nou sau completați manual datele.' },
    },
    expired: {
      title: 'Acest cod a expirat',
      body: (day: string) => `A fost valabil până la ${day}. Completați manual datele. Apoi puteți lua un cod nou.`,
    },
    filled: 'Datele sunt completate. Verificați dacă totul mai este corect.',
  },
} satisfies typeof german
