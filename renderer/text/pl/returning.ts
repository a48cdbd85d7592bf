import type { returning as german } from '../de/returning.ts'

/** „Ich habe einen Termin“: check in, cancel, move. */
export const returning = {
  returning: {
    question: 'Którą masz wizytę?',
    scan: 'Przyłóż potwierdzenie do czytnika',
    orType: 'Albo wpisz numer',
    enter: 'Numer z potwierdzenia',
    enterHint: 'Osiem znaków, na przykład 7K3M-9QX2',
    lookUp: 'Szukaj wizyty',
    foundQuestion: 'To Twoja wizyta',
    standing: 'Status',
    checkIn: 'Jestem na miejscu',
    checkInHint: 'Powiadomimy urząd.',
    cancel: 'Odwołaj wizytę',
    cancelTitle: 'Na pewno odwołać wizytę?',
    cancelBody: 'Termin będzie wolny dla innych.',
    cancelYes: 'Tak, odwołaj',
    cancelNo: 'Nie, zachowaj',
    move: 'Przełóż wizytę',
    moveQuestion: 'Kiedy chcesz przyjść zamiast tego?',
    needsReceipt: 'Aby odwołać lub przełożyć wizytę, potrzebny jest kod z potwierdzenia lub link z e-maila.',
    arrivedTitle: 'Przybycie zgłoszone',
    arrivedBody: (office: string) => `${office}: wiemy już, że jesteś. Usiądź, zostaniesz wywołana lub wywołany.`,
    tooEarly: (from: string) => `Jest jeszcze za wcześnie. Zgłosić się tutaj można od ${from}.`,
    otherOffice: (office: string) => `Twoja wizyta jest w innym miejscu: ${office}.`,
    cancelledTitle: 'Wizyta została odwołana',
    cancelledBody: 'Otrzymasz w tej sprawie e-mail.',
    movedTitle: 'Wizyta została przełożona',
    movedBody: (when: string) => `Nowy termin: ${when}. Otrzymasz w tej sprawie e-mail.`,
    notPossible: (standing: string) => `Przy tej wizycie nie jest to już możliwe. Status: ${standing}.`,
  },
} satisfies typeof german
