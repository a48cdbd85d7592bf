import type { Document, Town } from '../../contract/catalogue.ts'

const section = (...paragraphs: string[]): Document => [{ paragraphs }]
const LATER = 'Dieser Text fehlt noch. Der Betreiber dieses Geräts muss ihn eintragen, bevor es öffentlich steht.'

/**
 * A town of which only the name and the Land are known. Its legal texts say that the operator has to fill them:
 * who is responsible, for how long data is kept and whom to complain to are facts that no directory of services holds.
 */
export function townOf(name: string, land: Town['land']): Town {
  return {
    id: idOf(name),
    name: { de: name },
    place: { de: 'Rathaus', 'de-simple': 'Rathaus', en: 'Town hall' },
    land,
    zone: 'Europe/Berlin',
    demonstration: false,
    languages: ['de', 'de-simple', 'en'],
    phone: '115',
    otherWays: {
      de: 'Einen Termin bekommen Sie auch am Telefon unter der Behördennummer 115 oder schriftlich.',
      'de-simple': 'Sie können auch anrufen: 115. Oder Sie schreiben einen Brief.',
      en: 'You can also get an appointment by phone on 115 or in writing.',
    },
    consent: {
      version: 'unfilled-3',
      notice: [
        {
          heading: 'Wofür',
          paragraphs: [
            'Für Ihren Termin brauchen wir Ihren Namen und einen Weg, Sie zu erreichen. Wir nutzen beides nur, um den Termin zu vergeben und durchzuführen.',
          ],
        },
        { heading: 'Wer sieht es', paragraphs: ['Nur das Amt, zu dem Sie gehen.'] },
        { heading: 'Wie lange', paragraphs: [LATER] },
        { heading: 'Ihre Rechte', paragraphs: ['Ihre Zustimmung ist freiwillig. Sie können sie jederzeit widerrufen.'] },
      ],
      box: {
        de: 'Ich bin einverstanden, dass das Amt meine Angaben für diesen Termin nutzt.',
        'de-simple': 'Ich bin einverstanden: Das Amt darf meine Daten für den Termin nutzen.',
        en: 'I agree that the office may use my details for this appointment.',
      },
    },
    documents: {
      help: {
        de: [
          {
            paragraphs: ['So bekommen Sie einen Termin:'],
            list: [
              'Amt wählen',
              'Anliegen wählen',
              'Tag und Uhrzeit wählen',
              'Angaben machen',
              'prüfen und absenden',
              'den Link in der E-Mail anklicken',
              'die Antwort des Amtes abwarten',
            ],
          },
        ],
      },
      imprint: { de: section(name, LATER) },
      privacy: { de: section(LATER) },
      accessibility: { de: section(LATER) },
    },
    theme: { accent: '#0b4a6f', onAccent: '#ffffff' },
  }
}

function idOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return plain.slice(0, 80) || 'town'
}
