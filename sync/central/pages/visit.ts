import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import type { Language } from '../../contract/language.ts'
import { isMovable } from '../booking/move-booking.ts'
import type { Actor, CentralContext } from '../context.ts'
import { viewOf } from '../booking/booking-view.ts'
import type { LoadedTown } from '../town/town-source.ts'
import { SPOKEN } from '../texts/texts-in.ts'
import { chooseLanguage } from './choose-language.ts'
import type { Markup } from './frame.ts'
import { type OpenedBooking, openBooking } from './open-booking.ts'
import { sendPage } from './page-reply.ts'
import { placesOf, speechOf, unknownPage, visitorPage } from './visitor-page.ts'
import * as views from './visitor-views.ts'

// Unknown query parameters (of mail trackers and the like) are let pass; wrong ones count as absent.
const Query = z.object({
  k: z.optional(z.catch(z.optional(z.string().check(z.maxLength(200))), undefined)),
  lang: z.optional(z.catch(z.optional(z.string()), undefined)),
  was: z.optional(z.catch(z.optional(z.enum(['confirmed', 'already', 'moved'])), undefined)),
  day: z.optional(z.catch(z.optional(z.iso.date()), undefined)),
  from: z.optional(z.catch(z.optional(z.iso.date()), undefined)),
})

/** What a page of one booking is made from. */
export type Visit = OpenedBooking &
  views.Seen & {
    readonly town: LoadedTown
    readonly query: z.infer<typeof Query>
    readonly actor: Actor
    readonly show: (status: number, title: string, main: Markup) => FastifyReply
  }
export type BookingRequest = FastifyRequest<{ Params: { key: string } }>

/** The languages of a town's pages; of all that central speaks where the town is not known. A booking's own is always there. */
export const languagesFor = (town: LoadedTown | null, booked: Language | undefined): readonly Language[] => [
  ...new Set([...(town?.file.town.languages ?? SPOKEN), ...(booked === undefined ? [] : [booked])]),
]

export const languageOf = (request: FastifyRequest, offered: readonly Language[], booked?: Language) =>
  chooseLanguage({
    // An address that could not be decoded has no query either.
    asked: (request.query as { lang?: unknown } | undefined)?.lang,
    acceptLanguage: request.headers['accept-language'],
    booked,
    offered,
  })

/** Opens the booking of the address, for one answer; null where it opens nothing. */
export async function openVisit(context: CentralContext, request: BookingRequest, reply: FastifyReply): Promise<Visit | null> {
  const { store, clock, town: source } = context
  const query = Query.parse(request.query)
  const nowMs = clock.nowMs()
  const found = await store.read(async (tx) => {
    const opened = await openBooking(tx, request.params.key, query.k, nowMs)
    const town = await source.current(tx)
    return opened && town ? { opened, town, mayMove: await isMovable(tx, context, opened.booking) } : null
  })
  const view = found && viewOf(found.opened.booking, found.town, nowMs)
  if (!found || !view) return null
  const languages = languagesFor(found.town, view.language)
  const language = languageOf(request, languages, view.language)
  const speech = speechOf(language)
  return {
    ...found.opened,
    view,
    town: found.town,
    speech,
    places: placesOf(request.params.key, { secret: query.k, lang: query.lang === undefined ? undefined : language }),
    query,
    nowMs,
    mayMove: found.mayMove,
    actor: { kind: 'visitor', id: found.opened.by },
    show: (status, title, main) =>
      sendPage(reply, status, visitorPage(found.town.file.town, speech, { title, main, languages, address: addressOf(request) })),
  }
}

// What has just happened belongs to one answer, not to the address of the other languages.
const addressOf = (request: FastifyRequest) => request.url.replace(/([?&])was=[^&]*&?/, '$1').replace(/[?&]$/, '')

export async function notFound({ store, town: source }: CentralContext, request: FastifyRequest, reply: FastifyReply) {
  const town = await store.read((tx) => source.current(tx))
  const languages = languagesFor(town, undefined)
  const speech = speechOf(languageOf(request, languages))
  return sendPage(reply, 404, unknownPage(town?.file.town ?? null, speech, { languages, address: request.url }))
}

/** The booking as it is now, with what a form has just done. */
export const seen = (visit: Visit): Markup => views.statusPage(visit, noticeOf(visit))

/** Says what a form has just done, as long as it is still so. */
function noticeOf({ view, speech, query }: Visit): Markup | null {
  const { page } = speech.texts
  if (!['confirmed', 'accepted'].includes(view.standing)) return null
  const accepted = view.standing === 'accepted'
  if (query.was === 'confirmed') {
    return views.message('good', page.confirm.done, [accepted ? page.confirm.doneAccepted : page.confirm.doneReview])
  }
  if (query.was === 'already') return views.message('good', page.already.heading, [page.already.lead, page.next[view.standing]])
  if (query.was === 'moved') return views.message('good', page.move.done, [page.move.doneLead])
  return null
}

/** The address with more query values. */
export function withQuery(address: string, values: Readonly<Record<string, string>>): string {
  const [path = '', query = ''] = address.split('?')
  return `${path}?${new URLSearchParams([...new URLSearchParams(query), ...Object.entries(values)]).toString()}`
}
