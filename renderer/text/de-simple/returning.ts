import type { returning as german } from '../de/returning.ts'

/** „Ich habe einen Termin“: check in, cancel, move. */
export const returning = {
  returning: {
    question: 'Welchen Termin haben Sie?',
    scan: 'Halten Sie den Zettel unter das Lese-Gerät',
    orType: 'Oder tippen Sie die Nummer',
    enter: 'Die Nummer von Ihrem Zettel',
    enterHint: 'Die Nummer hat 8 Zeichen. Zum Beispiel: 7K3M-9QX2',
    lookUp: 'Termin suchen',
    foundQuestion: 'Das ist Ihr Termin',
    foundWish: 'Das ist Ihr Termin-Wunsch',
    standing: 'So steht es',
    checkIn: 'Ich bin da',
    checkInHint: 'Wir sagen es dem Amt.',
    cancel: 'Termin absagen',
    cancelTitle: 'Möchten Sie den Termin absagen?',
    cancelBody: 'Dann bekommt eine andere Person den Termin.',
    cancelYes: 'Ja, absagen',
    cancelNo: 'Nein, behalten',
    move: 'Andere Zeit wählen',
    moveQuestion: 'Wann möchten Sie kommen?',
    needsReceipt:
      'Möchten Sie den Termin ändern oder absagen? Dann brauchen wir den Code von Ihrem Zettel. Oder klicken Sie auf den Link in der E-Mail.',
    arrivedTitle: 'Das Amt weiß: Sie sind da',
    arrivedBody: (office: string) => `${office} ruft Sie auf. Setzen Sie sich.`,
    tooEarly: (from: string) => `Sie sind sehr früh da. Kommen Sie später wieder an dieses Gerät. Das geht ab ${from}.`,
    otherOffice: (office: string) => `Ihr Termin ist an einem anderen Ort: ${office}.`,
    cancelledTitle: 'Sie haben den Termin abgesagt',
    cancelledBody: 'Sie bekommen eine E-Mail.',
    movedTitle: 'Sie haben einen neuen Termin',
    movedBody: (when: string) => `Der neue Termin ist: ${when}. Sie bekommen eine E-Mail.`,
    notPossible: (standing: string) => `Das geht bei diesem Termin nicht mehr. So steht es: ${standing}.`,
  },
} satisfies typeof german
