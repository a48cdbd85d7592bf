import { html } from 'ghtml'
import { addressLine } from '../../contract/address-line.ts'
import { isOnlyWished, type Slot } from '../../contract/booking.ts'
import { labelled } from '../../contract/labelled.ts'
import type { Language } from '../../contract/language.ts'
import { inLanguage } from '../../contract/language.ts'
import { tieNumbers } from '../../contract/unbroken.ts'
import type { BookingView } from '../booking/booking-view.ts'
import { documentsOf } from '../mail/mail-content.ts'
import { clockTime, longDate, longDay, moment } from '../texts/moment.ts'
import { phraseHtml } from '../texts/phrase-html.ts'
import { fill } from '../texts/fill.ts'
import type { Texts } from '../texts/texts.ts'
import type { Icon, Markup } from './frame.ts'
import { icon } from './frame.ts'

/** The page's language and words; the page may be read in another language than the mail was. */
export type Speech = { readonly texts: Texts; readonly language: Language }
/** Addresses of the pages of one booking, with what opens it. */
export type Places = {
  readonly see: string
  readonly confirm: string
  readonly cancel: string
  readonly move: string
  readonly calendar: string
  readonly answer: string
  readonly earlier: string
}

const TONE: Record<BookingView['standing'], Icon> = {
  provisional: 'wait',
  requested: 'wait',
  confirmed: 'wait',
  accepted: 'good',
  arrived: 'good',
  declined: 'bad',
  missed: 'bad',
  cancelled: 'bad',
  expired: 'bad',
  refused: 'bad',
}
export const toneOf = (standing: BookingView['standing']): Icon => TONE[standing]

export const mayChange = (view: BookingView, nowMs: number): boolean =>
  ['provisional', 'requested', 'confirmed', 'accepted'].includes(view.standing) && Date.parse(view.startsAt) > nowMs

/** What the page calls it: an appointment once the office has agreed. */
export const nameOf = ({ standing }: Pick<BookingView, 'standing'>, { page }: Texts): string =>
  isOnlyWished(standing) ? page.yourWish : page.yourBooking

/** A box that says what has happened or what this page asks; its heading is the page's. */
export function message(tone: Icon, heading: string, lines: readonly string[]): Markup {
  return html`<div class="message ${tone === 'ask' ? 'wait' : tone}">!${icon(tone)}<div><h1>${heading}</h1>!${lines
    .map((line) => html`<p>${line}</p>`)
    .join('')}</div></div>`
}

/** The booking drawn as the receipt is: date and time first. No name, no address of the visitor. */
export function ticket(view: BookingView, { texts, language }: Speech): Markup {
  const { zone } = view.town
  const minutes = Math.round((Date.parse(view.endsAt) - Date.parse(view.startsAt)) / 60_000)
  const office = inLanguage(view.office.name, language)
  const way = view.office.way === undefined ? null : inLanguage(view.office.way, language)
  const ended = ['declined', 'missed', 'cancelled', 'expired', 'refused'].includes(view.standing)
  return html`<section class="${ended ? 'ended' : 'live'}" aria-label="${nameOf(view, texts)}" data-standing="${view.standing}" data-booking-code="${view.number}"><div class="ticket">
<p class="date">${longDate(texts, view.startsAt, zone)}</p>
<p class="time">${clockTime(texts, view.startsAt, zone)} <span>${fill(texts.facts.duration, { minutes: String(minutes) })}</span></p>
<dl class="facts">
<div><dt>${texts.facts.where}</dt><dd>!${phraseHtml(office)}<p>!${phraseHtml({ text: addressLine(view.office.address), lang: 'de' })}</p>!${way ? html`<p>!${phraseHtml(way)}</p>` : ''}</dd></div>
<div><dt>${texts.facts.services}</dt><dd>!${view.services
    .map(({ service, count }) => {
      const name = inLanguage(service.name, language)
      return phraseHtml({ ...name, text: `${count > 1 ? `${String(count)} × ` : ''}${name.text}` })
    })
    .join('<br>')}</dd></div>
<div><dt>${texts.facts.number}</dt><dd class="number"><bdi>${view.number}</bdi></dd></div>
<div><dt>${texts.facts.standing}</dt><dd><span class="standing ${toneOf(view.standing)}">${texts.standings[view.standing]}</span></dd></div>
</dl></div></section>`
}

/** What a page of one booking shows; `mayMove`: its standing and its office let it be moved. */
export type Seen = {
  readonly view: BookingView
  readonly speech: Speech
  readonly places: Places
  readonly nowMs: number
  readonly mayMove: boolean
}

/** The booking as it is, with what can be done now. `notice` says what has just been done, instead of the standing. */
export function statusPage({ view, speech, places, nowMs, mayMove }: Seen, notice?: Markup | null): Markup {
  const { texts } = speech
  const open = mayChange(view, nowMs)
  const calendar = view.standing === 'accepted' && open
  const earlier = open && view.mailed && mayMove
  return html`!${notice ?? message(toneOf(view.standing), headingOf(view, texts), [texts.page.next[view.standing]])}
!${ticket(view, speech)}
!${view.standing === 'accepted' ? documents(view, speech) : ''}
!${
    open
      ? html`<div class="actions noprint">!${calendar ? html`<a class="button" href="${places.calendar}">${texts.page.calendar}</a>` : ''}!${mayMove ? html`<a class="button second" href="${places.move}">${texts.page.move.open}</a>` : ''}!${earlier ? html`<a class="button second" href="${places.earlier}">${texts.page.earlier.open}</a>` : ''}<a class="button second danger" href="${places.cancel}">${texts.page.cancel.open}</a></div>`
      : ''
  }
!${ended(view) ? again(view, speech) : ''}`
}

const ended = (view: BookingView) => ['declined', 'cancelled', 'expired', 'refused', 'missed'].includes(view.standing)

const headingOf = (view: BookingView, texts: Texts) => labelled(texts.locale, nameOf(view, texts), texts.standings[view.standing])

function documents(view: BookingView, { texts, language }: Speech): Markup {
  const list = documentsOf({ kind: 'accepted' }, view).map((document) => inLanguage(document, language))
  if (list.length === 0) return html`<p>${texts.facts.noDocuments}</p>`
  return html`<h2>${texts.facts.documents}</h2><ul class="checklist">!${list
    .map((document) => html`<li>!${phraseHtml(document)}</li>`)
    .join('')}</ul>`
}

/** How to get another booking: terminal, telephone, and what else the town offers. */
export function again(view: Pick<BookingView, 'town' | 'office'>, { texts, language }: Speech): Markup {
  const place = inLanguage(view.town.place, language)
  const other = inLanguage(view.town.otherWays, language)
  return html`<h2>${texts.page.again.heading}</h2><ul>
<li>${fill(texts.page.again.terminal, { place: place.text })}</li>
<li>${fill(texts.page.again.phone, { phone: view.office.phone ?? view.town.phone })}</li>
<li>!${phraseHtml(other)}</li></ul>`
}

export function confirmPage(view: BookingView, speech: Speech, places: Places): Markup {
  const { texts } = speech
  const { zone } = view.town
  const deadline = view.confirmBy === null ? '' : tieNumbers(moment(texts, view.confirmBy, zone))
  return html`<h1>${texts.page.confirm.heading}</h1>
<p class="asked">${tieNumbers(moment(texts, view.startsAt, zone))}</p>
<p>${texts.page.confirm.lead} ${deadline === '' ? '' : fill(texts.page.confirm.deadline, { deadline })}</p>
<div class="actions"><form method="post" action="${places.confirm}"><button class="button" type="submit">${texts.page.confirm.button}</button></form></div>
!${ticket(view, speech)}
<div class="actions"><a class="button second danger" href="${places.cancel}">${texts.page.cancel.open}</a></div>`
}

export function latePage(view: BookingView, speech: Speech): Markup {
  const { texts } = speech
  const lead =
    view.confirmBy === null
      ? texts.page.next.expired
      : fill(texts.page.late.lead, { deadline: moment(texts, view.confirmBy, view.town.zone) })
  return html`!${message('bad', texts.page.late.heading, [lead])}!${ticket(view, speech)}!${again(view, speech)}`
}

export function cancelPage(view: BookingView, speech: Speech, places: Places): Markup {
  const { texts } = speech
  return html`<h1>${texts.page.cancel.heading}</h1><p>${texts.page.cancel.lead}</p>!${ticket(view, speech)}
<div class="actions"><form method="post" action="${places.cancel}"><button class="button danger" type="submit">${texts.page.cancel.button}</button></form><a class="button second" href="${places.see}">${texts.page.cancel.keep}</a></div>`
}

export function overPage(view: BookingView, speech: Speech): Markup {
  const { texts } = speech
  return html`!${message('bad', texts.page.over.heading, [texts.page.over.lead])}!${ticket(view, speech)}!${again(view, speech)}`
}

/** Free days as links, the times of the chosen day as one group of radio buttons: works without a script. */
export function movePage(
  view: BookingView,
  speech: Speech,
  places: Places,
  {
    days,
    chosenDay,
    slots,
    taken,
    moreHref,
  }: { days: readonly string[]; chosenDay: string | null; slots: readonly Slot[]; taken: boolean; moreHref: string | null },
): Markup {
  const { texts } = speech
  const move = texts.page.move
  const join = places.move.includes('?') ? '&' : '?'
  return html`!${taken ? html`<div class="message bad" role="alert">!${icon('bad')}<div><p>${move.taken}</p></div></div>` : ''}
<h1>${move.heading}</h1><p>${move.lead}</p>
<p><strong>${moment(texts, view.startsAt, view.town.zone)}</strong></p>
!${days.length === 0 ? html`<div class="message wait">!${icon('wait')}<div><p>${move.none}</p></div></div>` : ''}
!${days.length > 0 ? html`<h2 id="days">${move.pickDay}</h2><ul class="days" aria-labelledby="days">!${days.map((day) => dayLink(day, `${places.move}${join}day=${day}#times`, day === chosenDay, texts)).join('')}</ul>!${moreHref ? html`<p><a href="${moreHref}">${move.more}</a></p>` : ''}` : ''}
!${
    chosenDay !== null && slots.length > 0
      ? html`<form method="post" action="${places.move}" id="times"><h2>${longDay(texts, chosenDay)}</h2>!${times(
          move.forenoon,
          slots.filter(({ time }) => time < '12:00'),
          view,
          texts,
        )}!${times(
          move.afternoon,
          slots.filter(({ time }) => time >= '12:00'),
          view,
          texts,
        )}<div class="actions"><button class="button" type="submit">${move.button}</button><a class="button second" href="${places.see}">${texts.page.back}</a></div></form>`
      : html`<div class="actions"><a class="button second" href="${places.see}">${texts.page.back}</a></div>`
  }`
}

function dayLink(day: string, href: string, chosen: boolean, texts: Texts): Markup {
  const noon = new Date(`${day}T12:00:00Z`)
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(texts.locale, { ...options, timeZone: 'UTC' }).format(noon)
  return html`<li><a class="day" href="${href}" !${chosen ? 'aria-current="true"' : ''}><span>${format({ weekday: 'long' })}</span><b>${format({ day: 'numeric', month: 'long' })}</b></a></li>`
}

function times(legend: string, slots: readonly Slot[], view: BookingView, texts: Texts): Markup {
  if (slots.length === 0) return ''
  return html`<fieldset class="times"><legend>${legend}</legend>!${slots
    .map(
      (slot) =>
        html`<label class="choice"><input type="radio" name="startsAt" value="${slot.startsAt}" required><span>${clockTime(texts, slot.startsAt, view.town.zone)}</span></label>`,
    )
    .join('')}</fieldset>`
}

/** The clerk's question and a field for the answer; only the e-mail's link leads here. */
export function answerPage(
  { question, refused }: { question: string; refused: string | null },
  { texts }: Speech,
  places: Places,
): Markup {
  const { answer } = texts.page
  return html`<h1>${answer.heading}</h1><h2>${texts.mail.question}</h2><p lang="de" dir="ltr" class="quoted">${question}</p>
<form method="post" action="${places.answer}"><div class="field full"><label for="answer">${answer.label}</label><p class="hint" id="answer-hint">${answer.hint}</p>!${refused === null ? '' : html`<p class="message bad" id="answer-problem" role="alert">${answer.problem}</p>`}<textarea id="answer" name="answer" required maxlength="1000" !${refused === null ? '' : 'aria-invalid="true"'} aria-describedby="answer-hint!${refused === null ? '' : ' answer-problem'}">${refused ?? ''}</textarea></div>
<div class="actions"><button class="button" type="submit">${answer.button}</button><a class="button second" href="${places.see}">${texts.page.back}</a></div></form>`
}
