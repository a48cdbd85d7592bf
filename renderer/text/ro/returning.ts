import type { returning as german } from '../de/returning.ts'

/** „Ich habe einen Termin“: check in, cancel, move. */
export const returning = {
  returning: {
    question: 'Ce programare aveți?',
    scan: 'Țineți bonul sub scaner',
    orType: 'Sau scrieți numărul',
    enter: 'Numărul de pe bon',
    enterHint: 'Opt caractere, de exemplu 7K3M-9QX2',
    lookUp: 'Caută programarea',
    foundQuestion: 'Aceasta este programarea dumneavoastră',
    standing: 'Stare',
    checkIn: 'Am ajuns',
    checkInHint: 'Anunțăm biroul.',
    cancel: 'Anulează programarea',
    cancelTitle: 'Sigur anulați programarea?',
    cancelBody: 'Locul devine liber pentru alții.',
    cancelYes: 'Da, anulează',
    cancelNo: 'Nu, păstrează',
    move: 'Mută programarea',
    moveQuestion: 'Când doriți să veniți în schimb?',
    needsReceipt: 'Pentru anulare sau mutare avem nevoie de codul de pe bon sau de linkul din e-mail.',
    arrivedTitle: 'Sosirea este înregistrată',
    arrivedBody: (office: string) => `${office} știe că sunteți aici. Luați loc, vă vom chema.`,
    tooEarly: (from: string) => `Este încă prea devreme. Vă puteți înregistra aici de la ${from}.`,
    otherOffice: (office: string) => `Programarea este în alt loc: ${office}.`,
    cancelledTitle: 'Programarea este anulată',
    cancelledBody: 'Veți primi un e-mail despre aceasta.',
    movedTitle: 'Programarea este mutată',
    movedBody: (when: string) => `Noua oră: ${when}. Veți primi un e-mail despre aceasta.`,
    notPossible: (standing: string) => `Pentru această programare nu mai este posibil. Stare: ${standing}.`,
  },
} satisfies typeof german
