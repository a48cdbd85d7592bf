import { count } from '../count.ts'

/** Words of the requests that wait for an answer. */
export const deInbox = {
  title: 'Posteingang: zu prüfen',
  nothing: 'Nichts wartet auf eine Antwort.',
  nothingHere: 'Zu diesem Filter wartet keine Anfrage.',
  filter: 'Anfragen filtern',
  service: 'Anliegen',
  all: 'Alle',
  pick: (name: string, when: string) => `${name}, ${when}, auswählen`,
  acceptPicked: (n: number) => (n === 0 ? 'Ausgewählte annehmen' : `Ausgewählte annehmen (${n})`),
  usualDocuments: 'Verschickt werden die üblichen Unterlagen je Anliegen.',
  accepted: (n: number, of: number) =>
    n === of ? `${count(n, 'Anfrage', 'Anfragen')} angenommen.` : `${n} von ${of} Anfragen angenommen.`,
  notAccepted: 'Nicht angenommen:',
  confirmHere: 'Bestätigen',
  confirmHereBy: (until: string) => `Hier zu bestätigen bis ${until}`,
  ownReason: 'Eigener Text',
  ownReasonText: 'Eigener Text oder Ergänzung',
  questions: 'Rückfragen',
  askedAt: (at: string) => `Gefragt ${at}`,
  answer: 'Antwort',
  answeredAt: (at: string) => `Antwort ${at}`,
  noAnswerYet: 'noch keine',
}
