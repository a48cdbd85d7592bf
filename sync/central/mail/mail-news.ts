import * as z from 'zod/mini'
import { Slot } from '../../contract/booking.ts'
import { Text } from '../../contract/language.ts'
import { Instant } from '../../contract/values.ts'

/** What a mail has to tell, beyond the booking itself; stored with the row of the mail outbox. */
export const MailNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('link') }),
  z.object({ kind: z.literal('received') }),
  /** Documents to bring as the clerk has edited them; absent: the services' own lists. */
  z.object({ kind: z.literal('accepted'), documents: z.optional(z.array(Text)) }),
  z.object({ kind: z.literal('declined'), reason: z.optional(z.string()) }),
  z.object({ kind: z.literal('moved'), oldStartsAt: z.optional(Instant) }),
  z.object({ kind: z.literal('cancelled'), reason: z.optional(z.string()) }),
  z.object({ kind: z.literal('reminder') }),
  z.object({ kind: z.literal('expired') }),
  /** The clerk gave no answer before the visit was over. */
  z.object({ kind: z.literal('unanswered') }),
  z.object({ kind: z.literal('refused'), alternatives: z.optional(z.array(Slot)) }),
  /** In the outbox the id of the sealed question; the worker puts its words in place of it. */
  z.object({ kind: z.literal('question'), question: z.string() }),
  /** An earlier time that is held for the booking until an instant. */
  z.object({ kind: z.literal('earlier'), startsAt: Instant, until: Instant }),
])
export type MailNews = z.infer<typeof MailNews>
export type MailKind = MailNews['kind']

/** Addresses of the link pages; the token in them opens this booking and no other. */
export type MailLinks = {
  readonly see: string
  readonly confirm: string
  readonly move: string
  readonly cancel: string
  readonly answer: string
  readonly earlier: string
}
