import type { returning as german } from '../de/returning.ts'

/** „Ich habe einen Termin“: check in, cancel, move. */
export const returning = {
  returning: {
    question: 'Which appointment do you have?',
    scan: 'Hold the receipt under the scanner',
    orType: 'Or type the number',
    enter: 'Number on your receipt',
    enterHint: 'Eight characters, for example 7K3M-9QX2',
    lookUp: 'Find appointment',
    foundQuestion: 'This is your appointment',
    standing: 'Status',
    checkIn: 'I am here',
    checkInHint: 'We let the office know.',
    cancel: 'Cancel appointment',
    cancelTitle: 'Do you want to cancel the appointment?',
    cancelBody: 'Somebody else can then have the time.',
    cancelYes: 'Yes, cancel it',
    cancelNo: 'No, keep it',
    move: 'Move appointment',
    moveQuestion: 'When would you like to come instead?',
    needsReceipt: 'To cancel or move it we need the code on your receipt or the link in the e-mail.',
    arrivedTitle: 'You are checked in',
    arrivedBody: (office: string) => `${office} knows that you are here. Take a seat, you will be called.`,
    tooEarly: (from: string) => `It is too early for this. You can check in here from ${from}.`,
    otherOffice: (office: string) => `Your appointment is at another place: ${office}.`,
    cancelledTitle: 'Your appointment is cancelled',
    cancelledBody: 'You will get an e-mail about it.',
    movedTitle: 'Your appointment has been moved',
    movedBody: (when: string) => `New time: ${when}. You will get an e-mail about it.`,
    notPossible: (standing: string) => `This is no longer possible for this appointment. Status: ${standing}.`,
  },
} satisfies typeof german
