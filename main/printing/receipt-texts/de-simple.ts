import type { ReceiptTexts } from './receipt-texts.ts'

export const deSimple: ReceiptTexts = {
  locale: 'de',
  direction: 'ltr',
  demonstration: 'Nur eine Vorführung. Kein echter Termin.',
  clock: '{hour}:{minute} Uhr',
  number: 'Nummer',
  way: 'Weg',
  bring: 'Das müssen Sie mitbringen:',
  phone: 'Telefon',
  scan: 'Termin ansehen oder absagen',
  standing: {
    provisional: {
      title: 'Noch nicht sicher',
      sentence: 'Vielleicht ist der Termin schon weg. Sie bekommen eine E-Mail von uns.',
    },
    requestedBy: {
      title: 'Das müssen Sie noch tun',
      sentence: 'Sie bekommen eine E-Mail. Klicken Sie auf den Link in der E-Mail. Zeit haben Sie bis {deadline}.',
    },
    requested: {
      title: 'Das müssen Sie noch tun',
      sentence: 'Sie bekommen eine E-Mail. Klicken Sie auf den Link in der E-Mail.',
    },
    confirmed: { title: 'Das Amt prüft den Termin', sentence: 'Sie bekommen eine E-Mail mit der Antwort.' },
    accepted: { title: 'Der Termin ist sicher', sentence: 'Sie können kommen.' },
    arrived: { title: 'Sie sind angemeldet', sentence: 'Das Amt weiß: Sie sind da.' },
    past: { title: 'Vorbei', sentence: 'Dieser Termin war schon.' },
    void: { title: 'Der Termin gilt nicht', sentence: 'Kommen Sie bitte nicht.' },
  },
}
