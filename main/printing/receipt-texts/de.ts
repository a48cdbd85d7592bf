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
      sentence: 'Wir prüfen, ob der Platz frei ist, und schreiben Ihnen eine E-Mail.',
    },
    requestedBy: {
      title: 'Bitte noch bestätigen',
      sentence: 'Klicken Sie bis {deadline} auf den Link in der E-Mail, sonst verfällt der Termin.',
    },
    requested: {
      title: 'Bitte noch bestätigen',
      sentence: 'Der Platz ist für Sie vorgemerkt, bis zu der Frist in der E-Mail: Klicken Sie dort auf den Link.',
    },
    confirmed: { title: 'Das Amt prüft Ihre Anfrage', sentence: 'Sie bekommen die Antwort per E-Mail.' },
    accepted: { title: 'Fest gebucht', sentence: 'Ihr Termin ist sicher.' },
    arrived: { title: 'Angemeldet', sentence: 'Das Amt weiß, dass Sie da sind.' },
    past: { title: 'Vorbei', sentence: 'Dieser Termin liegt in der Vergangenheit.' },
    void: { title: 'Nicht gültig', sentence: 'Dieser Termin findet nicht statt.' },
  },
}
