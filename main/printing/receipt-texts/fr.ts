import type { ReceiptTexts } from './receipt-texts.ts'

export const fr: ReceiptTexts = {
  locale: 'fr',
  direction: 'ltr',
  demonstration: 'Démonstration - pas un vrai rendez-vous',
  clock: '{hour}\u00a0h\u00a0{minute}',
  number: 'Numéro',
  way: 'Accès',
  bring: 'À apporter :',
  phone: 'Téléphone',
  scan: 'Voir ou annuler le rendez-vous',
  standing: {
    provisional: {
      title: 'Pas encore certain',
      sentence: 'Nous vérifions si cette heure est libre et vous écrivons un e-mail.',
    },
    requestedBy: {
      title: 'À confirmer',
      sentence: 'Ouvrez le lien dans notre e-mail avant le {deadline}, sinon votre demande expirera.',
    },
    requested: {
      title: 'À confirmer',
      sentence: "Cette heure vous est réservée jusqu'à la date indiquée dans notre e-mail : ouvrez-y le lien.",
    },
    confirmed: { title: 'Le service vérifie votre demande', sentence: 'Vous recevrez la réponse par e-mail.' },
    accepted: { title: 'Rendez-vous pris', sentence: 'Votre rendez-vous est certain.' },
    arrived: { title: 'Arrivée notée', sentence: 'Le service sait que vous êtes là.' },
    past: { title: 'Passé', sentence: 'Ce rendez-vous est passé.' },
    void: { title: 'Non valable', sentence: "Ce rendez-vous n'aura pas lieu." },
  },
}
