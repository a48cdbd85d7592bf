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
      sentence: 'Deschideți linkul din e-mail până {deadline}, altfel programarea se pierde.',
    },
    requested: {
      title: 'Vă rugăm să confirmați',
      sentence: 'Ora este păstrată pentru dumneavoastră până la termenul din e-mail: deschideți linkul de acolo.',
    },
    confirmed: { title: 'Instituția verifică', sentence: 'Veți primi răspunsul prin e-mail.' },
    accepted: { title: 'Programat', sentence: 'Programarea este sigură.' },
    arrived: { title: 'Prezență anunțată', sentence: 'Instituția știe că sunteți aici.' },
    past: { title: 'Trecut', sentence: 'Această programare a trecut.' },
    void: { title: 'Nu este valabil', sentence: 'Această programare nu va avea loc.' },
  },
}
