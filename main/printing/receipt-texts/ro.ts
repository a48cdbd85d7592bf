import type { ReceiptTexts } from './receipt-texts.ts'

export const ro: ReceiptTexts = {
  locale: 'ro',
  direction: 'ltr',
  demonstration: 'Demonstrație - nu este o programare reală',
  clock: 'ora {hour}:{minute}',
  number: 'Număr',
  way: 'Cum ajungeți',
  bring: 'Vă rugăm să aduceți:',
  phone: 'Telefon',
  scan: 'Vedeți sau anulați programarea',
  standing: {
    provisional: {
      title: 'Încă nu este sigur',
      sentence: 'Verificăm dacă ora este liberă și vă scriem un e-mail.',
    },
    requestedBy: {
      title: 'Vă rugăm să confirmați',
      sentence: 'Deschideți linkul din e-mail până la {deadline}, altfel cererea expiră.',
    },
    requested: {
      title: 'Vă rugăm să confirmați',
      sentence: 'Ora este păstrată pentru dumneavoastră până la termenul din e-mail: deschideți linkul de acolo.',
    },
    confirmed: { title: 'Biroul verifică cererea', sentence: 'Veți primi răspunsul prin e-mail.' },
    accepted: { title: 'Programare stabilită', sentence: 'Programarea este sigură.' },
    arrived: { title: 'Prezență anunțată', sentence: 'Biroul știe că sunteți aici.' },
    past: { title: 'Trecută', sentence: 'Această programare a trecut.' },
    void: { title: 'Nu este valabilă', sentence: 'Această programare nu va avea loc.' },
  },
}
