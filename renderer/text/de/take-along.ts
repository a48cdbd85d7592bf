import { count } from '../count.ts'

/** Die Daten als Code auf Papier: mitnehmen und wieder mitbringen. */
export const takeAlong = {
  takeAlong: {
    offer: 'Daten als Code auf Papier mitnehmen',
    pin: 'PIN',
    pinQuestion: 'Denken Sie sich vier Ziffern aus',
    pinHint: 'Das ist Ihre PIN. Nur mit ihr lässt sich der Code öffnen. Sie steht nicht auf dem Papier.',
    pinTrouble: {
      easy: 'Diese PIN ist leicht zu erraten. Wählen Sie eine andere.',
      differs: 'Das waren zwei verschiedene PINs. Wählen Sie noch einmal eine.',
    },
    againQuestion: 'Noch einmal, zur Sicherheit',
    againHint: 'Geben Sie dieselben vier Ziffern ein.',
    print: 'Code drucken',
    validUntil: (until: string) => `Gilt bis ${until}`,
    onlyPin: 'Nur mit Ihrer PIN lesbar',
    noSlipQuestion: 'Ihr Code wurde nicht gedruckt',
    noSlip: {
      tooLong: 'Ihre Angaben sind zu lang für einen Code auf diesem Papier. Ihren Termin können Sie trotzdem buchen.',
      unavailable: 'Dieses Gerät kann gerade keine Codes machen. Ihren Termin können Sie trotzdem buchen.',
      silent: 'Das Gerät hat nicht geantwortet. Ihren Termin können Sie trotzdem buchen.',
    },
    paper: {
      queued: 'Ihr Code wird gedruckt',
      printing: 'Ihr Code wird gedruckt',
      printed: 'Nehmen Sie den Code mit',
      failed: 'Der Code konnte nicht gedruckt werden.',
      maybePrinted: 'Vielleicht ist der Code unvollständig. Prüfen Sie das Papier.',
    },
    scan: 'Code scannen statt tippen',
    scanQuestion: 'Halten Sie Ihren Code unter den Scanner',
    scanHint: 'Das ist das Papier, das Sie von einem früheren Besuch mitgenommen haben.',
    byHand: 'Selbst eintragen',
    scanAgain: 'Noch einmal scannen',
    openQuestion: 'Geben Sie die PIN zu Ihrem Code ein',
    openHint: 'Die vier Ziffern, die Sie damals gewählt haben.',
    open: 'Formular ausfüllen',
    wrongPin: (left: number) => `Diese PIN stimmt nicht. Noch ${count(left, 'Versuch', 'Versuche')}.`,
    refused: {
      damaged: {
        title: 'Dieser Code ist nicht lesbar',
        body: 'Er ist beschädigt, abgeschnitten oder keiner von uns. Streichen Sie das Papier glatt und scannen Sie noch einmal, oder tragen Sie Ihre Angaben selbst ein.',
      },
      foreign: {
        title: 'Dieser Code ist nicht von hier',
        body: 'Er kommt aus einer anderen Stadt oder ist sehr alt. Unsere Geräte können ihn nicht öffnen. Tragen Sie Ihre Angaben selbst ein.',
      },
      locked: {
        title: 'Dieser Code ist gesperrt',
        body: 'Es gab zu viele falsche PINs. Hier geht er erst morgen wieder. Tragen Sie Ihre Angaben selbst ein.',
      },
      unavailable: {
        title: 'Codes gehen hier gerade nicht',
        body: 'Dieses Gerät hatte noch keine Verbindung zum Rathaus. Tragen Sie Ihre Angaben selbst ein.',
      },
      silent: {
        title: 'Das Gerät antwortet gerade nicht',
        body: 'Scannen Sie noch einmal oder tragen Sie Ihre Angaben selbst ein.',
      },
    },
    expired: {
      title: 'Dieser Code ist abgelaufen',
      body: (day: string) =>
        `Er galt bis ${day}. Tragen Sie Ihre Angaben selbst ein. Danach können Sie einen neuen Code mitnehmen.`,
    },
    filled: 'Ihre Angaben sind eingetragen. Prüfen Sie, ob alles noch stimmt.',
  },
}
