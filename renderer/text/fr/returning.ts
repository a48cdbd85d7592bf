import type { returning as german } from '../de/returning.ts'

/** „Ich habe einen Termin“: check in, cancel, move. */
export const returning = {
  returning: {
    question: 'Quel rendez-vous avez-vous\u202f?',
    scan: 'Présentez le reçu au lecteur',
    orType: 'Ou tapez le numéro',
    enter: 'Numéro de votre reçu',
    enterHint: 'Huit caractères, par exemple 7K3M-9QX2',
    lookUp: 'Chercher le rendez-vous',
    foundQuestion: 'Voici votre rendez-vous',
    standing: 'État',
    checkIn: 'Je suis là',
    checkInHint: 'Nous prévenons le service.',
    cancel: 'Annuler le rendez-vous',
    cancelTitle: 'Vraiment annuler le rendez-vous\u202f?',
    cancelBody: 'La place sera libre pour d’autres.',
    cancelYes: 'Oui, annuler',
    cancelNo: 'Non, garder',
    move: 'Déplacer le rendez-vous',
    moveQuestion: 'Quand souhaitez-vous venir à la place\u202f?',
    needsReceipt: 'Pour annuler ou déplacer, il nous faut le code de votre reçu ou le lien de l’e-mail.',
    arrivedTitle: 'Votre arrivée est enregistrée',
    arrivedBody: (office: string) => `${office} sait que vous êtes là. Prenez place, on vous appellera.`,
    tooEarly: (from: string) => `Il est encore trop tôt. Vous pouvez vous présenter ici à partir de ${from}.`,
    otherOffice: (office: string) => `Votre rendez-vous est ailleurs\u00a0: ${office}.`,
    cancelledTitle: 'Votre rendez-vous est annulé',
    cancelledBody: 'Vous recevrez un e-mail à ce sujet.',
    movedTitle: 'Votre rendez-vous est déplacé',
    movedBody: (when: string) => `Nouveau rendez-vous\u00a0: ${when}. Vous recevrez un e-mail à ce sujet.`,
    notPossible: (standing: string) => `Ce n’est plus possible pour ce rendez-vous. État\u00a0: ${standing}.`,
  },
} satisfies typeof german
