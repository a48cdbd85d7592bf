import type { ReceiptTexts } from './receipt-texts.ts'

export const deSimple: ReceiptTexts = {
  locale: 'de',
  direction: 'ltr',
  demonstration: 'Demonstration: Das ist nur ein Beispiel.',
  clock: '{hour}:{minute} Uhr',
  number: 'Nummer',
  way: 'Weg',
  bring: 'Das bringen Sie mit:',
  phone: 'Telefon',
  scan: 'Termin ansehen oder absagen',
  standing: {
    provisional: {
      title: 'Noch nicht sicher',
      sentence: 'Wir prüfen: Ist die Zeit frei? Dann bekommen Sie eine E-Mail.',
    },
    requestedBy: {
      title: 'Das müssen Sie noch tun',
      sentence: 'Sie bekommen eine E-Mail. Klicken Sie auf den Link in der E-Mail. Sie haben Zeit bis {deadline}.',
    },
    requested: {
      title: 'Das müssen Sie noch tun',
      sentence: 'Sie bekommen eine E-Mail. Klicken Sie auf den Link in der E-Mail.',
    },
    confirmed: { title: 'Das Amt prüft Ihren Termin-Wunsch', sentence: 'Sie bekommen eine E-Mail mit der Antwort.' },
    accepted: { title: 'Der Termin gilt', sentence: 'Sie können kommen.' },
    arrived: { title: 'Sie sind angemeldet', sentence: 'Das Amt weiß: Sie sind da.' },
    past: { title: 'Vorbei', sentence: 'Dieser Termin war schon.' },
    void: { title: 'Der Termin gilt nicht', sentence: 'Sie haben keinen Termin.' },
  },
}
