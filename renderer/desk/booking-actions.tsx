import { mayBecome, occupies, type Standing } from '../../sync/contract/booking.ts'
import type { BookingDetail as BookingRecord } from '../../sync/contract/desk-records.ts'
import { Button } from '../components/button.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { AcceptDialog } from './accept-dialog.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import { DeclineDialog } from './decline-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { useChange } from './use-change.ts'
import { useDenials, useDesk } from './use-desk.ts'
import { isLaterDay } from './wall-time.ts'
import { useKept } from './use-kept.ts'

type Action = readonly [shown: boolean, icon: IconName, label: string, act: () => void, kind?: 'danger']
/** Of these no mail has ever told. */
const UNWRITTEN: readonly Standing[] = ['provisional', 'arrived', 'missed']
type Opened = 'accept' | 'decline' | 'askBack' | 'move' | 'cancel' | 'correct' | 'merge'

/** What can be done with a booking as it stands now; central decides again. */
export function BookingActions({ booking, onChanged }: { booking: BookingRecord; onChanged: () => void }) {
  const { words, client, tell, staff, home, town } = useDesk()
  const { detail } = words
  const change = useChange(onChanged)
  const denied = useDenials()
  const [opened, setOpened] = useKept<Opened | null>(`opened:${booking.bookingId}`, null)
  const { bookingId, standing } = booking
  const close = () => setOpened(null)
  const can = (to: Parameters<typeof mayBecome>[1]) => mayBecome(standing, to)
  const live = occupies(standing) && standing !== 'arrived' && standing !== 'missed'
  /** Its slots are the town's existing server's, which knows no move. */
  const elsewhere = staff.providedOffices?.includes(booking.officeId) === true
  const movable = live && standing !== 'provisional' && !elsewhere
  const laterDay = isLaterDay(booking.startsAt, { today: home.today, zone: town.zone })
  const reachable = booking.hasEmail || booking.phone !== null
  const print = async () => {
    const answer = await client.printReceipt({ bookingId })
    if (!denied(answer)) tell(detail.printing)
  }
  const wishEarlier = (wanted: boolean) => change(client.wishEarlier({ bookingId, wanted }))
  const takeEarlier = async () => {
    const answer = await client.takeEarlier({ bookingId })
    if (answer.outcome !== 'gone') return change(Promise.resolve(answer))
    tell(detail.earlierGone, 'wrong')
    return onChanged()
  }
  const first: readonly Action[] = [
    [can('arrived') && !laterDay, 'check', detail.arrived, () => void change(client.markArrived({ bookingId }))],
    [
      can('missed') && !laterDay,
      'minus',
      detail.missed,
      () => void change(client.markMissed({ bookingId }), { standing, why: detail.notBegun }),
    ],
    [booking.deskConfirms, 'check', words.inbox.confirmHere, () => void change(client.confirmAtDesk({ bookingId }))],
    [standing === 'confirmed', 'check', detail.accept, () => setOpened('accept')],
    [standing === 'confirmed', 'ban', detail.decline, () => setOpened('decline')],
    [standing === 'confirmed' && booking.hasEmail, 'help', detail.askBack, () => setOpened('askBack')],
    [movable, 'calendar', detail.move, () => setOpened('move')],
    [booking.earlier?.offer != null, 'check', detail.earlierTake, () => void takeEarlier()],
    [can('cancelled'), 'cross', detail.cancel, () => setOpened('cancel'), 'danger'],
  ]
  const more: readonly Action[] = [
    [movable && reachable && booking.earlier === null, 'clock', detail.earlierWish, () => void wishEarlier(true)],
    [booking.earlier !== null, 'clock', detail.earlierEnd, () => void wishEarlier(false)],
    [live, 'pencil', detail.correct, () => setOpened('correct')],
    [
      booking.hasEmail && !UNWRITTEN.includes(standing),
      'mail',
      detail.resend,
      () => void change(client.resendMail({ bookingId })),
    ],
    [true, 'printer', detail.print, () => void print()],
    [true, 'paper', detail.page, () => window.print()],
    [live, 'people', detail.merge, () => setOpened('merge')],
  ]
  const dialog = { booking, onClose: close, onChanged }
  return (
    <div role="group" aria-label={detail.actions}>
      {elsewhere && live && <p class="quiet small">{detail.elsewhere}</p>}
      <div class="actions-row">{first.map((action) => buttonOf(action))}</div>
      <div class="actions-more">{more.map((action) => buttonOf(action, 'quiet'))}</div>
      {opened === 'move' && <MoveDialog {...dialog} />}
      {opened === 'correct' && <CorrectDialog {...dialog} />}
      {opened === 'merge' && <MergeDialog {...dialog} />}
      {opened === 'accept' && <AcceptDialog {...dialog} />}
      {opened === 'cancel' && (
        <ReasonDialog
          keep={`cancel:${bookingId}`}
          title={detail.cancel}
          go={detail.cancelGo}
          kind="danger"
          label={detail.reason}
          hint={detail.reasonHint}
          onClose={close}
          onGo={(reason) => change(client.cancelBooking({ bookingId, reason }))}
        />
      )}
      {opened === 'decline' && <DeclineDialog {...dialog} />}
      {opened === 'askBack' && (
        <ReasonDialog
          keep={`askBack:${bookingId}`}
          title={detail.askBack}
          go={detail.askBackGo}
          label={detail.question}
          onClose={close}
          onGo={(question) => change(client.askBack({ bookingId, question }))}
        />
      )}
    </div>
  )
}

function buttonOf([shown, icon, label, act, own]: Action, kind: 'secondary' | 'quiet' = 'secondary') {
  return (
    shown && (
      <Button key={label} icon={icon} kind={own ?? kind} onPress={act}>
        {label}
      </Button>
    )
  )
}
