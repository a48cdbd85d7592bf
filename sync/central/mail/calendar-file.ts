import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { addressLine, inOneLine } from '../../contract/address-line.ts'
import { inLanguage } from '../../contract/language.ts'
import { labelled } from '../../contract/labelled.ts'
import { textsIn } from '../texts/texts-in.ts'
import type { BookingView } from '../booking/booking-view.ts'

const DAY_SECONDS = 86_400

/** A calendar file and its iTIP method (RFC 5546), which the mail's part has to repeat. */
export type CalendarFile = { readonly method: 'PUBLISH' | 'CANCEL'; readonly text: string }

/**
 * The booking as an iCalendar file (RFC 5545). The UID stays for the booking's life and SEQUENCE grows, so a move or a
 * cancellation replaces the entry instead of adding one. `madeAt` is the instant of the file itself (DTSTAMP).
 * Times are written in UTC: correct in every calendar without carrying a table of time zones.
 */
export function calendarFile(view: BookingView, madeAt: string, seeUrl: string | null): CalendarFile {
  const { texts, language } = textsIn(view.language)
  const cancelled = ['cancelled', 'declined', 'expired', 'refused'].includes(view.standing)
  const method = cancelled ? 'CANCEL' : 'PUBLISH'
  const office = flat(inLanguage(view.office.name, language).text)
  const calendar = ical({
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    prodId: { company: 'foyer', product: 'central', language: language.toUpperCase() },
  })
  const event = calendar.createEvent({
    id: `${view.bookingId}@${view.town.id}.foyer`,
    sequence: view.sequence,
    stamp: new Date(madeAt),
    start: new Date(view.startsAt),
    end: new Date(view.endsAt),
    summary: `${office} (${view.number})`,
    location: flat(inOneLine(view.office.name.de, addressLine(view.office.address))),
    description: [
      ...view.services.map(({ service, count }) => {
        const name = flat(inLanguage(service.name, language).text)
        return count > 1 ? `${count} × ${name}` : name
      }),
      labelled(language, texts.facts.number, view.number),
      ...(view.office.way ? [flat(inLanguage(view.office.way, language).text)] : []),
    ].join('\n'),
    status: statusOf(view, cancelled),
    ...(seeUrl === null ? {} : { url: seeUrl }),
    // RFC 5546 §3.2.1 demands an organizer; the address is the office's own or, where it has none, one that cannot exist.
    organizer: { name: office || view.town.id, email: view.office.email ?? 'noreply@foyer.invalid' },
  })
  if (!cancelled) event.createAlarm({ type: ICalAlarmType.display, trigger: DAY_SECONDS, description: office })
  return { method, text: alarmLast(calendar.toString()) }
}

/** RFC 5545 §3.6.1: an event's own properties stand before its alarms; the library writes STATUS and URL behind them. */
function alarmLast(text: string): string {
  const alarm = /BEGIN:VALARM\r\n[\s\S]*?END:VALARM\r\n/.exec(text)?.[0]
  return alarm === undefined ? text : text.replace(alarm, '').replace('END:VEVENT', () => `${alarm}END:VEVENT`)
}

function statusOf(view: BookingView, cancelled: boolean): ICalEventStatus {
  if (cancelled) return ICalEventStatus.CANCELLED
  return view.standing === 'accepted' || view.standing === 'arrived' ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE
}

// A catalogue text with a line break or a bidirectional override must not become a property of its own in some reader.
const flat = (text: string) => text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim()
