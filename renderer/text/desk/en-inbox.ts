import { count } from '../count.ts'
import type { deInbox } from './de-inbox.ts'

/** The same words in English. */
export const enInbox: typeof deInbox = {
  title: 'Inbox: to be checked',
  nothing: 'Nothing waits for an answer.',
  nothingHere: 'No request matches this filter.',
  filter: 'Filter requests',
  service: 'Service',
  all: 'All',
  pick: (name, when) => `Select ${name}, ${when}`,
  acceptPicked: (n) => (n === 0 ? 'Accept selected' : `Accept selected (${n})`),
  usualDocuments: 'The usual documents of each service are sent.',
  accepted: (n, of) => (n === of ? `${count(n, 'request', 'requests')} accepted.` : `${n} of ${of} requests accepted.`),
  notAccepted: 'Not accepted:',
  confirmHere: 'Confirm',
  confirmHereBy: (until) => `To be confirmed here by ${until}`,
  ownReason: 'In your own words',
  ownReasonText: 'Your own words, alone or in addition',
  questions: 'Questions',
  askedAt: (at: string) => `Asked ${at}`,
  answer: 'Answer',
  answeredAt: (at: string) => `Answer ${at}`,
  noAnswerYet: 'none yet',
}
