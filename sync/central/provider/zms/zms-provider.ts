import type { Person, PersonIssue } from '../../../contract/person.ts'
import type {
  CalendarQuery,
  Gone,
  Provider,
  ProviderWish,
  Reference,
  RequestRefused,
  Requested,
  Seen,
  Unreachable,
} from '../provider.ts'
import { AvailableCalendar, OfficesAndServices, ThinnedProcess } from './shapes.ts'
import { toCatalogue } from './zms-catalogue.ts'
import type { ZmsAnswer, ZmsWire } from './zms-wire.ts'

// The schema's own defaults, for locations that do not say.
const RESERVATION_MINUTES = 30
const ACTIVATION_MINUTES = 60
const MINUTE_MS = 60_000
/** One joined name of at most this many characters. */
const MOST_NAME = 50

const UNREACHABLE: Unreachable = { outcome: 'unreachable', retryAfterMs: null }

/**
 * ZMS (Munich, Berlin) behind our port: its citizen API, which has no request id, no clerk's review and no expiry in its
 * answers. `now` is central's clock in ms; where the server sends its own time, that one counts.
 */
export function createZmsProvider(wire: ZmsWire, { now }: { now: () => number }): Provider {
  const identify = (reference: Reference) => ({ processId: Number(reference.id), authKey: reference.key })

  async function look(reference: Reference): Promise<Seen | Gone | Unreachable> {
    const answer = await wire.get('appointment', { processId: reference.id, authKey: reference.key }, ThinnedProcess)
    if (answer.outcome === 'answered') return seenAs(answer.body.status)
    // Deleting rotates the key, so a mismatch and a missing booking both mean: gone.
    if (answer.outcome === 'error' && (answer.status === 404 || answer.status === 406)) return { outcome: 'gone' }
    return unreachable(answer)
  }

  /** Where a step was answered with a conflict or not at all, the booking itself tells whether the step was done. */
  async function ask(reference: Reference): Promise<Requested | RequestRefused | Unreachable> {
    const seen = await look(reference)
    if (seen.outcome === 'gone') return { outcome: 'lapsed' }
    if (seen.outcome === 'unreachable') return seen
    if (seen.standing === 'requested') return requested(reference)
    if (seen.standing === 'accepted') return { outcome: 'confirmed' }
    return seen.standing === 'held' ? UNREACHABLE : { outcome: 'lapsed' }
  }

  async function request(reference: Reference, person: Person): Promise<Requested | RequestRefused | Unreachable> {
    const updated = await wire.post('update-appointment', { ...identify(reference), ...contactOf(person) }, ThinnedProcess)
    if (updated.outcome === 'error') return await judge(reference, updated)
    if (updated.outcome !== 'answered') return unreachable(updated)
    const preconfirmed = await wire.post('preconfirm-appointment', identify(reference), ThinnedProcess)
    if (preconfirmed.outcome === 'answered') return requested(reference)
    if (preconfirmed.outcome === 'error') return await judge(reference, preconfirmed)
    return preconfirmed.outcome === 'lost' ? await ask(reference) : preconfirmed
  }

  async function judge(
    reference: Reference,
    { status, codes }: Extract<ZmsAnswer<unknown>, { outcome: 'error' }>,
  ): Promise<Requested | RequestRefused | Unreachable> {
    const issues = codes.flatMap((code) => ISSUES[code] ?? [])
    if (issues.length > 0) return { outcome: 'invalidPerson', issues }
    if (codes.includes('tooManyAppointmentsWithSameMail')) return { outcome: 'tooMany' }
    if (status === 404 || status === 406) return { outcome: 'lapsed' }
    return status === 409 ? await ask(reference) : UNREACHABLE
  }

  return {
    look,
    request,
    async readCatalogue() {
      const answer = await wire.get('offices-and-services', {}, OfficesAndServices)
      return answer.outcome === 'answered' ? toCatalogue(answer.body) : unreachable(answer)
    },
    async readCalendar(query) {
      const answer = await wire.get('available-calendar', calendarQuery(query), AvailableCalendar)
      // An empty calendar is answered with an error.
      if (answer.outcome === 'error' && answer.status === 404) return { outcome: 'read', starts: [] }
      if (answer.outcome !== 'answered') return unreachable(answer)
      const starts = answer.body.availableDays.flatMap((day) =>
        (day.offices ?? []).flatMap(({ officeId, appointments }) =>
          // One that is no instant costs only itself, not the day.
          appointments
            .filter((second) => Number.isInteger(second) && second > 0)
            .map((second) => ({ officeId, startsAt: second * 1_000 })),
        ),
      )
      return { outcome: 'read', starts }
    },
    async reserve(wish) {
      const answer = await wire.post('reserve-appointment', reservation(wish), ThinnedProcess)
      if (answer.outcome === 'lost') return { outcome: 'unknown' }
      if (answer.outcome === 'unreachable') return answer
      if (answer.outcome === 'error') {
        // A race lost between its search and its lock comes out as 404 with the body of another error: the status counts.
        if (answer.status === 404) return { outcome: 'slotTaken' }
        if (answer.codes.includes('tooManySlotsPerAppointment') || answer.codes.includes('tooManyServicesPerAppointment'))
          return { outcome: 'tooMany' }
        return answer.status >= 500 ? { outcome: 'unknown' } : { outcome: 'notOffered' }
      }
      const { body, serverTime } = answer
      const reservedAt = serverTime ?? now()
      return {
        outcome: 'reserved',
        reference: {
          id: body.processId,
          key: body.authKey,
          reservedAt,
          activationMinutes: body.scope?.activationDuration ?? ACTIVATION_MINUTES,
        },
        expiresAt: reservedAt + (body.scope?.reservationDuration ?? RESERVATION_MINUTES) * MINUTE_MS,
      }
    },
    async cancel(reference) {
      const answer = await wire.post('cancel-appointment', identify(reference), ThinnedProcess)
      if (answer.outcome === 'answered') return { outcome: 'cancelled' }
      if (answer.outcome === 'unreachable') return answer
      if (answer.outcome === 'error' && answer.codes.includes('appointmentCanNotBeCanceled')) return { outcome: 'notCancellable' }
      const seen = await look(reference)
      if (seen.outcome === 'gone' || (seen.outcome === 'seen' && seen.standing === 'cancelled')) return { outcome: 'cancelled' }
      return seen.outcome === 'unreachable' ? seen : UNREACHABLE
    },
  }
}

const unreachable = (answer: { outcome: string } | Unreachable): Unreachable => ('retryAfterMs' in answer ? answer : UNREACHABLE)

/** Its activation window runs from the reservation, so the time spent in the form is already gone. */
const requested = (reference: Reference): Requested => ({
  outcome: 'requested',
  confirmBy: reference.reservedAt + reference.activationMinutes * MINUTE_MS,
})

const calendarQuery = ({ officeIds, services, firstDay, lastDay }: CalendarQuery) => ({
  startDate: firstDay,
  endDate: lastDay,
  officeIds: officeIds.join(','),
  serviceIds: services.map(({ serviceId }) => serviceId).join(','),
  serviceCounts: services.map(({ count }) => String(count)).join(','),
})

const reservation = ({ officeId, services, startsAt }: ProviderWish) => ({
  officeId: Number(officeId),
  serviceId: services.map(({ serviceId }) => Number(serviceId)),
  serviceCount: services.map(({ count }) => count),
  timestamp: startsAt / 1_000,
})

const contactOf = (person: Person) => ({
  familyName: [person.firstName, person.familyName].filter(Boolean).join(' ').slice(0, MOST_NAME),
  email: person.email ?? '',
  ...(person.phone !== undefined && { telephone: person.phone }),
})

const ISSUES: Readonly<Record<string, readonly PersonIssue[]>> = {
  invalidFamilyName: [{ field: 'familyName', problem: 'malformed' }],
  invalidEmail: [{ field: 'email', problem: 'malformed' }],
  emailIsRequired: [{ field: 'email', problem: 'missing' }],
  invalidTelephone: [{ field: 'phone', problem: 'malformed' }],
  telephoneIsRequired: [{ field: 'phone', problem: 'missing' }],
}

const STANDINGS: Readonly<Record<string, Seen['standing']>> = {
  reserved: 'held',
  preconfirmed: 'requested',
  confirmed: 'accepted',
  queued: 'arrived',
  called: 'arrived',
  processing: 'arrived',
  pending: 'arrived',
  parked: 'arrived',
  finished: 'arrived',
  archived: 'arrived',
  missed: 'missed',
  deleted: 'cancelled',
  blocked: 'cancelled',
  // Double booked there, and still booked.
  conflict: 'accepted',
}
/** Of a booking that has been left behind. */
const GONE = ['free', 'anonymized']

/** A status that we do not know says nothing: nothing is done, and it is asked again. */
function seenAs(status: string): Seen | Gone | Unreachable {
  const standing = STANDINGS[status]
  if (standing !== undefined) return { outcome: 'seen', standing }
  return GONE.includes(status) ? { outcome: 'gone' } : UNREACHABLE
}
