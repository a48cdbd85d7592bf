import { LANGUAGES } from '../../sync/contract/language.ts'
import type { ReceiptFacts } from '../../main/printing/receipt-facts.ts'

export { LANGUAGES }

/** An ordinary German receipt of the demonstration town: one service, three documents. */
export const FACTS: ReceiptFacts = {
  language: 'de',
  town: { de: 'Stadt Koblenz' },
  demonstration: true,
  office: {
    name: { de: 'Bürgeramt', en: 'Citizens’ office', pl: 'Urząd obywatelski', uk: 'Служба громадян', ar: 'مكتب المواطنين' },
    street: 'Gymnasialstraße 6',
    postalCode: '56068',
    city: 'Koblenz',
    way: { de: 'Erdgeschoss, Zimmer 12', ar: 'الطابق الأرضي، غرفة 12' },
    phone: '0261 129-0',
  },
  zone: 'Europe/Berlin',
  startsAt: '2026-11-24T08:10:00Z',
  services: [
    {
      name: { de: 'Personalausweis beantragen', en: 'Apply for an identity card', ar: 'طلب بطاقة هوية' },
      count: 1,
      documents: [
        { de: 'alter Ausweis oder Reisepass', en: 'old identity card or passport', ar: 'بطاقة الهوية القديمة أو جواز السفر' },
        { de: 'biometrisches Foto', en: 'biometric photo' },
        { de: 'Gebühr: 37,00 €' },
      ],
    },
  ],
  number: '7K3M-9QXT',
  standing: 'requested',
  promised: true,
  confirmBy: '2026-11-25T13:30:00Z',
  qrPayload: 'https://termin.koblenz.example/b/7K3M-9QXT?k=abcdefghijklmnopqrstuv',
}

/** As long as Munich's directory gets. */
export const LONG_FACTS: ReceiptFacts = {
  ...FACTS,
  town: { de: 'Landeshauptstadt München' },
  office: {
    ...FACTS.office,
    name: { de: 'Servicestelle für Zuwanderung und Einbürgerung - Aufenthaltsangelegenheiten' },
    street: 'Ruppertstraße 19 - Rückgebäude',
    postalCode: '80466',
    city: 'München',
  },
  services: [
    {
      name: { de: 'Niederlassungserlaubnis nach dem Ausreisegewahrsamsvollzugszuständigkeitsgesetz' },
      count: 2,
      documents: [{ de: 'Fahrzeugzulassungsbescheinigungsersatzausstellungsantrag und SEPA-Lastschriftmandat' }],
    },
  ],
}
