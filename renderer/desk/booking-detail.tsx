import { useLayoutEffect, useRef } from 'preact/hooks'
import type { BookingDetail as BookingRecord } from '../../sync/contract/desk-records.ts'
import { Icon } from '../components/icon.tsx'
import { BookingActions } from './booking-actions.tsx'
import { QuestionList } from './question-list.tsx'
import { useDesk, useLoaded, useNames } from './use-desk.ts'

/** One booking with all that has been of it, and what can be done. Asked anew when its office has changed. */
export function BookingDetail({ bookingId, onChanged }: { bookingId: string | null; onChanged: () => void }) {
  const { words, client, report } = useDesk()
  const answer = useLoaded(
    async () => (bookingId === null ? null : client.getBooking({ bookingId })),
    [bookingId, JSON.stringify(report.versions ?? {})],
  )
  if (bookingId === null || answer.value === null) return <p class="detail-empty quiet">{words.detail.choose}</p>
  if (answer.value.outcome !== 'booking') {
    return (
      <p class="desk-note desk-note-wrong" role="alert">
        {words.answer[answer.value.outcome]}
      </p>
    )
  }
  const { booking } = answer.value
  if (booking.bookingId !== bookingId) return <p class="detail-empty quiet">{words.detail.choose}</p>
  return (
    <Detail
      key={bookingId}
      booking={booking}
      onChanged={() => {
        answer.again()
        onChanged()
      }}
    />
  )
}

function Detail({ booking, onChanged }: { booking: BookingRecord; onChanged: () => void }) {
  const { words, f } = useDesk()
  const names = useNames()
  const { detail } = words
  const heading = useRef<HTMLHeadingElement>(null)
  const eventName = ({ event, to }: BookingRecord['history'][number]) =>
    Object.hasOwn(detail.events, event) ? detail.events[event as keyof typeof detail.events] : names.standing(to)
  const whoName = (who: string) =>
    Object.hasOwn(detail.actors, who) ? detail.actors[who as keyof typeof detail.actors] : detail.by(who)
  const mailName = (kind: string) =>
    Object.hasOwn(detail.mailKinds, kind) ? detail.mailKinds[kind as keyof typeof detail.mailKinds] : kind
  useLayoutEffect(() => heading.current?.focus(), [])
  const channel =
    booking.channel === 'kiosk' || booking.channel === 'desk' ? detail.channel[booking.channel] : detail.channel.other
  return (
    <article class="detail" aria-labelledby="detail-title">
      <h2 id="detail-title" ref={heading} class="detail-title" tabIndex={-1}>
        <span class="numbers">{booking.number}</span> {booking.name}
      </h2>
      <p class="detail-when">
        {`${f.instant(booking.startsAt)}, ${names.office(booking.officeId)}`}{' '}
        <span class={`standing standing-${booking.standing}`} data-standing={booking.standing}>
          {names.standing(booking.standing)}
        </span>
      </p>
      <p>{names.services(booking.services)}</p>
      <p class="quiet small">
        {channel}
        {booking.overbooked && `, ${detail.overbooked}`}
        {booking.walkIn && `, ${detail.walkIn}`}
        {booking.confirmBy !== null &&
          `, ${(booking.deskConfirms ? words.inbox.confirmHereBy : detail.confirmBy)(f.instant(booking.confirmBy))}`}
      </p>
      {booking.earlier && <EarlierNote earlier={booking.earlier} />}
      {booking.restricted && (
        <p class="desk-note desk-note-wrong">
          <Icon name="lock" /> {detail.restricted}
        </p>
      )}
      {!booking.restricted && <BookingActions booking={booking} onChanged={onChanged} />}
      <Facts booking={booking} />
      <QuestionList questions={booking.questions} />
      <h3>{detail.history}</h3>
      <ol class="history">
        {booking.history.map((line, index) => (
          <li key={`${line.at}${index}`}>
            <span class="numbers">{f.instant(line.at)}</span> {eventName(line)} <span class="quiet">{whoName(line.who)}</span>
            {line.reason !== null && <div>{line.reason}</div>}
          </li>
        ))}
      </ol>
      {booking.mails.length > 0 && (
        <>
          <h3>{detail.mails}</h3>
          <ul class="history">
            {booking.mails.map((mail, index) => (
              <li key={`${mail.queuedAt}${index}`}>
                {`${mailName(mail.kind)}: `}
                {mail.failed ? detail.failed : mail.sentAt === null ? detail.waiting : `${detail.sent} ${f.instant(mail.sentAt)}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  )
}

function EarlierNote({ earlier }: { earlier: NonNullable<BookingRecord['earlier']> }) {
  const { words, f } = useDesk()
  const { offer, wishedAt } = earlier
  return (
    <p class="desk-note" data-earlier={offer ? 'offered' : 'waiting'}>
      <Icon name="clock" />{' '}
      <span>
        {offer
          ? words.detail.earlierOffered(f.instant(offer.startsAt), f.instant(offer.until))
          : words.detail.earlierWaiting(f.instant(wishedAt))}
      </span>
    </p>
  )
}

function Facts({ booking: { person, note } }: { booking: BookingRecord }) {
  const { words, t } = useDesk()
  if (person === null && note === null) return null
  const rows = [
    [t.person.email, person?.email],
    [t.person.phone, person?.phone],
    [t.person.birthDate, person?.birthDate],
    [t.person.street, person?.address?.street],
    [t.person.city, person?.address && `${person.address.postalCode} ${person.address.city}`],
    [words.detail.note, note ?? undefined],
  ].flatMap(([name, value]) => (name !== undefined && value !== undefined ? [{ name, value }] : []))
  return <dl class="facts">{rows.map(({ name, value }) => [<dt key={name}>{name}</dt>, <dd key={`${name}:`}>{value}</dd>])}</dl>
}
