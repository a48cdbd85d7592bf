import type { ReceiptTexts } from './receipt-texts.ts'

export const en: ReceiptTexts = {
  locale: 'en-GB',
  direction: 'ltr',
  demonstration: 'Demonstration - not a real appointment',
  clock: '{hour}:{minute}',
  number: 'Number',
  way: 'Directions',
  bring: 'Please bring:',
  phone: 'Phone',
  scan: 'See or cancel your appointment',
  standing: {
    provisional: {
      title: 'Not certain yet',
      sentence: 'We are checking whether this time is free and will send you an e-mail.',
    },
    requestedBy: {
      title: 'Please confirm',
      sentence: 'Click the link in our e-mail by {deadline}, or your request will expire.',
    },
    requested: {
      title: 'Please confirm',
      sentence: 'This time is kept for you. Click the link in our e-mail. It says until when.',
    },
    confirmed: { title: 'The office is checking your request', sentence: 'You will get the answer by e-mail.' },
    accepted: { title: 'Booked', sentence: 'Your appointment is certain.' },
    arrived: { title: 'Checked in', sentence: 'The office knows that you are here.' },
    past: { title: 'Over', sentence: 'This appointment is in the past.' },
    void: { title: 'Not valid', sentence: 'This appointment will not take place.' },
  },
}
