import { addressLine } from '../../contract/address-line.ts'
import type { Language, Text } from '../../contract/language.ts'
import { inLanguage } from '../../contract/language.ts'
import { leftToRight } from '../../contract/reading-order.ts'
import { de } from '../texts/de.ts'
import { type Formats, moment, shortMoment } from '../texts/moment.ts'
import { fill } from '../texts/fill.ts'
import type { Texts } from '../texts/texts.ts'
import { textsIn } from '../texts/texts-in.ts'
import type { BookingView } from '../booking/booking-view.ts'
import type { MailLinks, MailNews } from './mail-news.ts'

/** A text and the language it is in, where that is not the mail's. */
export type Phrase = { readonly text: string; readonly lang: string }
export type Fact = { readonly label: string; readonly values: readonly Phrase[] }
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string; readonly quiet?: true }
  | { readonly kind: 'heading'; readonly text: string; readonly lang: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[]; readonly lang: string }
  | { readonly kind: 'list'; readonly items: readonly Phrase[]; readonly lang: string }
  | { readonly kind: 'quote'; readonly label: string; readonly text: string; readonly lang: string }
  | { readonly kind: 'button'; readonly label: string; readonly href: string }
  | { readonly kind: 'links'; readonly links: readonly { readonly label: string; readonly href: string }[] }

/** A mail before it is written as text and as HTML. */
export type MailContent = {
  readonly subject: string
  readonly heading: string
  readonly blocks: readonly Block[]
  readonly footer: readonly string[]
  readonly lang: Language
  readonly direction: 'ltr' | 'rtl'
}

/** What stands in a mail: the news, the booking's facts, what can be done now; the facts in German too for other languages. */
export function mailContent(news: MailNews, view: BookingView, links: MailLinks, formats?: Formats): MailContent {
  const { texts, language } = textsIn(view.language)
  const text = texts.mails[news.kind]
  const values = valuesOf(news, view, texts, formats)
  const blocks: Block[] = text.lead.map((line) => paragraph(fill(line, values)))
  blocks.push(...newsBlocks(news, view, texts, formats))
  if (news.kind === 'moved' && view.standing === 'requested') blocks.push(...confirmBlocks(texts, values, links))
  if (text.action !== undefined) blocks.push({ kind: 'button', label: text.action, href: pageOf(news, links) })
  blocks.push(...(text.more ?? []).map((line) => paragraph(fill(line, values))))
  blocks.push(factsBlock(view, texts, language, formats))
  if (tellsDocuments(news)) blocks.push(...documentsBlocks(documentsOf(news, view), texts, language))
  blocks.push(...nextBlocks(news, view, texts, links))
  if (language !== 'de') blocks.push(...germanBlocks(news, view, formats))
  if (news.kind === 'link') blocks.push({ ...paragraph(texts.mail.notYou), quiet: true })
  return {
    subject: oneLine(fill(text.subject, values)),
    heading: text.heading,
    blocks,
    footer: [
      ...(view.town.demonstration ? [texts.mail.demonstration] : []),
      fill(texts.mail.noReply, { phone: view.office.phone ?? view.town.phone }),
      inLanguage(view.town.name, language).text,
    ],
    lang: language,
    direction: texts.direction,
  }
}

/** Where a mail's button leads: pages that only show, whatever follows the link. */
function pageOf({ kind }: MailNews, links: MailLinks): string {
  if (kind === 'question') return links.answer
  return kind === 'earlier' ? links.earlier : links.confirm
}

const paragraph = (text: string) => ({ kind: 'paragraph', text }) as const

// Subjects hold only our own words, date and number; should a language file carry a line break, it ends here.
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')

function valuesOf(news: MailNews, view: BookingView, texts: Texts, formats?: Formats): Record<string, string> {
  const zone = view.town.zone
  return {
    number: view.number,
    shortMoment: shortMoment(texts, view.startsAt, zone, formats),
    deadline: view.confirmBy === null ? '' : moment(texts, view.confirmBy, zone, formats),
    offerMoment: news.kind === 'earlier' ? moment(texts, news.startsAt, zone, formats) : '–',
    offerUntil: news.kind === 'earlier' ? moment(texts, news.until, zone, formats) : '–',
    oldMoment: news.kind === 'moved' && news.oldStartsAt ? moment(texts, news.oldStartsAt, zone, formats) : '–',
  }
}

function newsBlocks(news: MailNews, view: BookingView, texts: Texts, formats?: Formats): Block[] {
  if (news.kind === 'question') return [{ kind: 'quote', label: texts.mail.question, text: news.question, lang: 'de' }]
  if ((news.kind === 'declined' || news.kind === 'cancelled') && news.reason) {
    return [{ kind: 'quote', label: texts.mail.reason, text: news.reason, lang: 'de' }]
  }
  if (news.kind === 'refused' && news.alternatives && news.alternatives.length > 0) {
    const items = news.alternatives.map((slot) => ({
      text: moment(texts, slot.startsAt, view.town.zone, formats),
      lang: texts.locale,
    }))
    return [
      { kind: 'heading', text: texts.mail.alternatives, lang: texts.locale },
      { kind: 'list', items, lang: texts.locale },
    ]
  }
  return []
}

/** A request that has been moved before its link was followed: the mail with the link tells a time that counts no more. */
function confirmBlocks({ mails: { link } }: Texts, values: Record<string, string>, links: MailLinks): Block[] {
  const deadline = link.lead.filter((line) => line.includes('{deadline}'))
  return [
    ...deadline.map((line) => paragraph(fill(line, values))),
    ...(link.action === undefined ? [] : [{ kind: 'button', label: link.action, href: links.confirm } as const]),
    ...(link.more ?? []).map((line) => paragraph(fill(line, values))),
  ]
}

const tellsDocuments = (news: MailNews) => news.kind === 'accepted' || news.kind === 'moved' || news.kind === 'reminder'

/** The documents to bring: as changed by the clerk, else those of all services, each once. */
export function documentsOf(news: MailNews, view: BookingView): readonly Text[] {
  if (news.kind === 'accepted' && news.documents) return news.documents
  if (view.documents) return view.documents
  const all = view.services.flatMap(({ service }) => service.documents)
  return all.filter((document, index) => all.findIndex((other) => other.de === document.de) === index)
}

function documentsBlocks(documents: readonly Text[], texts: Texts, language: Language): Block[] {
  if (documents.length === 0) return [paragraph(texts.facts.noDocuments)]
  return [
    { kind: 'heading', text: texts.facts.documents, lang: language },
    { kind: 'list', items: documents.map((document) => inLanguage(document, language)), lang: language },
  ]
}

function factsBlock(view: BookingView, texts: Texts, language: Language, formats?: Formats): Block {
  const plain = (text: string): Phrase => ({ text, lang: language })
  const services = view.services.map(({ service, count }) => {
    const name = inLanguage(service.name, language)
    return { text: count > 1 ? `${count} × ${name.text}` : name.text, lang: name.lang }
  })
  const facts: Fact[] = [
    { label: texts.facts.when, values: [plain(moment(texts, view.startsAt, view.town.zone, formats))] },
    {
      label: texts.facts.where,
      values: [inLanguage(view.office.name, language), { text: addressLine(view.office.address), lang: 'de' }],
    },
    ...(view.office.way ? [{ label: texts.facts.way, values: [inLanguage(view.office.way, language)] }] : []),
    { label: texts.facts.services, values: services },
    { label: texts.facts.number, values: [plain(texts.direction === 'rtl' ? leftToRight(view.number) : view.number)] },
  ]
  return { kind: 'facts', facts, lang: language }
}

function germanBlocks(news: MailNews, view: BookingView, formats?: Formats): Block[] {
  const label = textsIn(view.language).texts.facts.inGerman
  const documents = tellsDocuments(news) ? documentsBlocks(documentsOf(news, view), de, 'de') : []
  return [{ kind: 'heading', text: label, lang: view.language }, factsBlock(view, de, 'de', formats), ...documents]
}

function nextBlocks(news: MailNews, view: BookingView, texts: Texts, links: MailLinks): Block[] {
  switch (news.kind) {
    case 'accepted':
    case 'moved':
    case 'reminder':
    case 'received':
      return [
        { kind: 'heading', text: texts.mail.change, lang: texts.locale },
        {
          kind: 'links',
          links: [
            { label: texts.mail.see, href: links.see },
            { label: texts.mail.move, href: links.move },
            { label: texts.mail.cancel, href: links.cancel },
          ],
        },
      ]
    case 'declined':
    case 'expired':
    case 'unanswered':
    case 'refused': {
      const language = textsIn(view.language).language
      return [
        { kind: 'heading', text: texts.mail.again, lang: texts.locale },
        {
          kind: 'list',
          lang: language,
          items: [
            { text: fill(texts.page.again.terminal, { place: inLanguage(view.town.place, language).text }), lang: texts.locale },
            { text: fill(texts.page.again.phone, { phone: view.office.phone ?? view.town.phone }), lang: texts.locale },
            inLanguage(view.town.otherWays, language),
          ],
        },
      ]
    }
    case 'question':
    case 'earlier':
    case 'link':
      return [{ kind: 'links', links: [{ label: texts.mail.cancel, href: links.cancel }] }]
    case 'cancelled':
      return []
  }
}
