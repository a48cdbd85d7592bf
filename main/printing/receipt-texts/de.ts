import type { ReceiptTexts } from './receipt-texts.ts'

export const de: ReceiptTexts = {
  locale: 'de',
  direction: 'ltr',
  demonstration: 'Demonstration - kein echter Termin',
  clock: '{hour}:{minute} Uhr',
  number: 'Nummer',
  way: 'Weg',
  bring: 'Bitte mitbringen:',
  phone: 'Telefon',
  scan: 'Termin ansehen oder absagen',
  standing: {
    provisional: {
      title: 'Noch nicht sicher',
      sentence: 'Wir prüfen, ob die Zeit frei ist, und schreiben Ihnen eine E-Mail.',
    },
    requestedBy: {
      title: 'Bitte noch bestätigen',
      sentence: 'Klicken Sie bis {deadline} auf den Link in der E-Mail, sonst verfällt Ihre Anfrage.',
    },
    requested: {
      title: 'Bitte noch bestätigen',
      sentence: 'Der Termin ist für Sie vorgemerkt. Klicken Sie auf den Link in der E-Mail. Bis wann, steht dabei.',
    },
    confirmed: { title: 'Das Amt prüft Ihre Anfrage', sentence: 'Sie bekommen die Antwort per E-Mail.' },
    accepted: { title: 'Fest vereinbart', sentence: 'Ihr Termin ist sicher.' },
    arrived: { title: 'Angemeldet', sentence: 'Das Amt weiß, dass Sie da sind.' },
    past: { title: 'Vorbei', sentence: 'Dieser Termin war schon.' },
    void: { title: 'Nicht gültig', sentence: 'Dieser Termin findet nicht statt.' },
  },
}
