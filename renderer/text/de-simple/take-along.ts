import type { takeAlong as german } from '../de/take-along.ts'
import { count } from './counts.ts'

/** Words of the data on paper. */
export const takeAlong = {
  takeAlong: {
    offer: 'Daten auf Papier mitnehmen',
    pin: 'PIN',
    pinQuestion: 'Denken Sie sich 4 Ziffern aus',
    pinHint: 'Das ist Ihre PIN. Merken Sie sich die PIN. Nur Sie kennen die PIN.',
    pinTrouble: {
      easy: 'Diese PIN ist zu einfach. Nehmen Sie eine andere PIN.',
      differs: 'Das waren 2 verschiedene PINs. Denken Sie sich noch einmal eine PIN aus.',
    },
    againQuestion: 'Tippen Sie die PIN noch einmal',
    againHint: 'Dann ist sicher: Die PIN ist richtig.',
    print: 'Code drucken',
    validUntil: (until: string) => `Der Code gilt bis ${until}`,
    onlyPin: 'Nur Ihre PIN öffnet den Code',
    noSlipQuestion: 'Der Code ist nicht gedruckt',
    noSlip: {
      tooLong: 'Ihre Daten sind zu lang für das Papier. Sie können den Termin trotzdem buchen.',
      unavailable: 'Das Gerät kann jetzt keinen Code machen. Sie können den Termin trotzdem buchen.',
      silent: 'Das Gerät hat nicht geantwortet. Sie können den Termin trotzdem buchen.',
    },
    paper: {
      queued: 'Wir drucken den Code',
      printing: 'Wir drucken den Code',
      printed: 'Nehmen Sie das Papier mit',
      failed: 'Wir können den Code nicht drucken.',
      maybePrinted: 'Vielleicht fehlt etwas. Sehen Sie das Papier an.',
    },
    scan: 'Code scannen statt tippen',
    scanQuestion: 'Halten Sie den Code unter das Lese-Gerät',
    scanHint: 'Das Papier haben Sie bei einem anderen Besuch bekommen.',
    byHand: 'Selbst tippen',
    scanAgain: 'Noch einmal scannen',
    openQuestion: 'Tippen Sie Ihre PIN',
    openHint: 'Die PIN haben Sie sich damals ausgedacht.',
    open: 'Daten eintragen',
    wrongPin: (left: number) => `Diese PIN ist falsch. Sie haben noch ${count(left, { one: '# Versuch', other: '# Versuche' })}.`,
    refused: {
      damaged: {
        title: 'Wir können den Code nicht lesen',
        body: 'Der Code ist kaputt oder nicht von uns. Machen Sie das Papier glatt. Dann scannen Sie noch einmal.',
      },
      foreign: {
        title: 'Der Code ist nicht von hier',
        body: 'Der Code ist aus einer anderen Stadt oder sehr alt. Tippen Sie Ihre Daten selbst.',
      },
      locked: {
        title: 'Der Code ist gesperrt',
        body: 'Die PIN war zu oft falsch. Morgen geht es wieder. Tippen Sie Ihre Daten heute selbst.',
      },
      unavailable: {
        title: 'Codes gehen hier jetzt nicht',
        body: 'Das Gerät hatte noch kein Internet. Tippen Sie Ihre Daten selbst.',
      },
      silent: { title: 'Das Gerät antwortet nicht', body: 'Scannen Sie noch einmal. Oder tippen Sie Ihre Daten selbst.' },
    },
    expired: {
      title: 'Der Code gilt nicht mehr',
      body: (day: string) => `Der Code galt bis ${day}. Tippen Sie Ihre Daten selbst.`,
    },
    filled: 'Ihre Daten sind eingetragen. Prüfen Sie: Stimmt alles noch?',
  },
} satisfies typeof german
