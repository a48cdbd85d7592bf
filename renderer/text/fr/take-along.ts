import type { takeAlong as german } from '../de/take-along.ts'

/** Words of the data on paper. */
export const takeAlong = {
  takeAlong: {
    offer: 'Emporter mes données sous forme de code imprimé',
    pin: 'Code PIN',
    pinQuestion: 'Choisissez quatre chiffres',
    pinHint: 'C’est votre code PIN. Lui seul ouvre le code. Il ne figure pas sur le papier.',
    pinTrouble: {
      easy: 'Ce PIN est facile à deviner. Choisissez-en un autre.',
      differs: 'C’étaient deux PIN différents. Choisissez-en un à nouveau.',
    },
    againQuestion: 'Encore une fois, pour être sûr',
    againHint: 'Saisissez les mêmes quatre chiffres.',
    print: 'Imprimer le code',
    validUntil: (until: string) => `Valable jusqu’au ${until}`,
    onlyPin: 'Lisible seulement avec votre PIN',
    noSlipQuestion: 'Votre code n’a pas été imprimé',
    noSlip: {
      tooLong: 'Vos données sont trop longues pour un code sur ce papier. Votre rendez-vous n’est pas concerné.',
      unavailable: 'Cette borne ne peut pas créer de codes pour le moment. Votre rendez-vous n’est pas concerné.',
      silent: 'La borne n’a pas répondu. Votre rendez-vous n’est pas concerné.',
    },
    paper: {
      queued: 'Votre code s’imprime',
      printing: 'Votre code s’imprime',
      printed: 'Emportez votre code',
      failed: 'Le code n’a pas pu être imprimé.',
      maybePrinted: 'Le code est peut-être incomplet. Vérifiez le papier.',
    },
    scan: 'Scanner un code au lieu de saisir',
    scanQuestion: 'Présentez votre code au lecteur',
    scanHint: 'C’est le papier que vous avez emporté lors d’une visite précédente.',
    byHand: 'Remplir à la main',
    scanAgain: 'Scanner à nouveau',
    openQuestion: 'Saisissez le PIN de votre code',
    openHint: 'Les quatre chiffres que vous aviez choisis.',
    open: 'Remplir le formulaire',
    wrongPin: (left: number) => `Ce PIN n’est pas correct. Essais restants\u00a0: ${left}.`,
    refused: {
      damaged: {
        title: 'Ce code est illisible',
        body: 'Il est abîmé, coupé ou ne vient pas de nous. Lissez le papier et scannez à nouveau, ou remplissez à la main.',
      },
      foreign: {
        title: 'Ce code ne vient pas d’ici',
        body: 'Il vient d’une autre ville ou est très ancien. Nos bornes ne peuvent pas l’ouvrir. Remplissez le formulaire à la main.',
      },
      locked: {
        title: 'Ce code est bloqué',
        body: 'Il y a eu trop de PIN erronés. Il fonctionnera de nouveau ici demain. Remplissez le formulaire à la main.',
      },
      unavailable: {
        title: 'Les codes ne fonctionnent pas ici pour le moment',
        body: 'Cette borne n’a pas encore été reliée à la mairie. Remplissez le formulaire à la main.',
      },
      silent: { title: 'La borne ne répond pas', body: 'Scannez à nouveau ou remplissez le formulaire à la main.' },
    },
    expired: {
      title: 'Ce code a expiré',
      body: (day: string) =>
        `Il était valable jusqu’au ${day}. Remplissez le formulaire à la main. Vous pourrez ensuite emporter un nouveau code.`,
    },
    filled: 'Vos données sont saisies. Vérifiez que tout est encore exact.',
  },
} satisfies typeof german
