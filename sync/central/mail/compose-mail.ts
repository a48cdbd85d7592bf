import type { Formats } from '../texts/moment.ts'
import type { BookingView } from '../booking/booking-view.ts'
import type { CalendarFile } from './calendar-file.ts'
import { calendarFile } from './calendar-file.ts'
import { mailContent } from './mail-content.ts'
import { mailHtml } from './mail-html.ts'
import type { MailKind, MailLinks, MailNews } from './mail-news.ts'
import { mailText } from './mail-text.ts'

export type ComposedMail = {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly calendar: CalendarFile | null
}

const WITH_CALENDAR: readonly MailKind[] = ['accepted', 'moved', 'reminder', 'cancelled', 'declined']

/** Writes a mail: pure, the same input gives the same bytes. `madeAt` is the instant of writing. */
export function composeMail(
  news: MailNews,
  view: BookingView,
  links: MailLinks,
  madeAt: string,
  formats?: Formats,
): ComposedMail {
  const content = mailContent(news, view, links, formats)
  return {
    subject: content.subject,
    text: mailText(content),
    html: mailHtml(content, view.town),
    calendar: WITH_CALENDAR.includes(news.kind) ? calendarFile(view, madeAt, links.see) : null,
  }
}
