import type { ReceiptTexts } from './receipt-texts.ts'

export const pl: ReceiptTexts = {
  locale: 'pl',
  direction: 'ltr',
  demonstration: 'Demonstracja - to nie jest prawdziwa wizyta',
  clock: 'godz. {hour}:{minute}',
  number: 'Numer',
  way: 'Dojście',
  bring: 'Zabierz ze sobą:',
  phone: 'Telefon',
  scan: 'Zobacz lub odwołaj wizytę',
  standing: {
    provisional: {
      title: 'Jeszcze niepewne',
      sentence: 'Sprawdzimy, czy ten czas jest wolny, i napiszemy e-mail.',
    },
    requestedBy: {
      title: 'Potwierdź wizytę',
      sentence: 'Otwórz link w naszym e-mailu, inaczej prośba wygaśnie. Ostatni termin: {deadline}.',
    },
    requested: {
      title: 'Potwierdź wizytę',
      sentence: 'Ten czas jest zachowany do terminu podanego w naszym e-mailu: proszę otworzyć w nim link.',
    },
    confirmed: { title: 'Urząd sprawdza prośbę', sentence: 'Odpowiedź przyjdzie e-mailem.' },
    accepted: { title: 'Wizyta uzgodniona', sentence: 'Wizyta jest pewna.' },
    arrived: { title: 'Zgłoszono przybycie', sentence: 'Urząd wie, że jesteś na miejscu.' },
    past: { title: 'Minęło', sentence: 'Ta wizyta już minęła.' },
    void: { title: 'Nieważne', sentence: 'Ta wizyta się nie odbędzie.' },
  },
}
