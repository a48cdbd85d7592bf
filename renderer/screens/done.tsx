import { isOnlyWished } from '../../sync/contract/booking.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import type { BookedReceipt } from '../../sync/contract/visit.ts'
import { ActionBar } from '../components/action-bar.tsx'
import { Button } from '../components/button.tsx'
import { Frame } from '../components/frame.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { Pages } from '../components/pages.tsx'
import { PaperLine } from '../components/paper-line.tsx'
import { QrCode } from '../components/qr-code.tsx'
import { Together } from '../components/together.tsx'
import { useChoice } from '../components/use-choice.ts'
import type { Texts } from '../text/de.ts'
import { useVisit } from '../use-visit.ts'
import './done.css'

/** Booked: the number large, what happens next with real dates, paper, and the ways on. */
export function DoneScreen() {
  const { t, f, visitor, send } = useVisit()
  const { receipt, personKept } = visitor
  const { chosen } = useChoice()
  if (!receipt) return null
  return (
    <Frame
      question={questionOf(receipt, chosen, t)}
      choice={<PaperLine paperId={receipt.bookingId} words={t.done.paper} />}
      actions={
        <ActionBar back={null} cancel={false}>
          <Button icon="printer" onPress={() => send({ type: 'print.wanted' })}>
            {t.done.printAgain}
          </Button>
          <Button icon="plus" onPress={() => send({ type: 'another.wanted' })}>
            {personKept ? t.done.anotherKept : t.done.another}
          </Button>
          <Button kind="primary" icon="check" onPress={() => send({ type: 'finish' })}>
            {t.done.finish}
          </Button>
        </ActionBar>
      }
    >
      <Pages>
        <div class="done">
          <section class="done-card" data-part data-open={openMark(receipt) !== null || undefined}>
            <p class="done-standing" data-standing={receipt.standing} data-promised={receipt.promised} role="status">
              <Icon name={openMark(receipt) ?? 'check'} size="large" />
              <span>
                <Together text={awaitsClick(receipt, chosen) ? t.done.mailSent : standingWords(receipt, t)} />
              </span>
            </p>
            <h2 class="done-label">{t.done.number}</h2>
            <p
              class="done-code numbers"
              data-booking-code={receipt.number}
              data-said={`${receipt.number}, ${receipt.number.split('-').map(spaced).join(', ')}`}
              dir="ltr"
              data-private
            >
              {receipt.number}
            </p>
            <div class="done-qr">
              <QrCode rows={receipt.qr} label={t.done.code} />
            </div>
            <div class="done-when">
              <h2 class="done-label">{isAgreed(receipt) ? t.done.when : t.done.whenWished}</h2>
              <p class="done-date">{f.instant(receipt.startsAt)}</p>
            </div>
            <p class="done-hint quiet">{t.done.codeHint}</p>
          </section>
          <NextSteps receipt={receipt} />
        </div>
      </Pages>
    </Frame>
  )
}

/** A number letter by letter, for the ear. */
const spaced = (signs: string) => [...signs].join(' ')

/** Only the visitor can go on now: with the e-mail's link. */
const awaitsClick = ({ standing, confirmBy }: BookedReceipt, chosen: ReturnType<typeof useChoice>['chosen']) =>
  standing === 'requested' && confirmBy !== null && chosen.some(({ offer }) => offer.confirmation === 'link')

/** What it is called before the standing is read: only what is promised or agreed is an appointment. */
function questionOf(receipt: BookedReceipt, chosen: ReturnType<typeof useChoice>['chosen'], { done }: Texts): string {
  if (receipt.standing === 'refused') return done.questionRefused
  if (awaitsClick(receipt, chosen)) return done.questionLink
  return isAgreed(receipt) ? done.question : done.questionWish
}

/** Taken without a connection and outside of this terminal's escrow: central may still refuse it. */
const isWish = (receipt: BookedReceipt) =>
  receipt.standing === 'provisional' && !isPromised(receipt) && !isBeingConfirmed(receipt)

/** Promised by this terminal, or agreed to by the office. */
const isAgreed = (receipt: BookedReceipt) => isPromised(receipt) || !isOnlyWished(receipt.standing)

/** Cut from this terminal's escrow: central has not answered yet, and will not refuse. */
const isPromised = ({ standing, promised }: BookedReceipt) => promised && standing === 'provisional'

const standingWords = (receipt: BookedReceipt, t: Texts): string => {
  if (isPromised(receipt)) return t.overview.promised
  return isBeingConfirmed(receipt) ? t.done.beingConfirmed : t.done.standing[receipt.standing]
}

/** The seat was held and the booking sent, but the answer is late: no request into the blue, and no promise either. */
const isBeingConfirmed = ({ standing, beingConfirmed }: BookedReceipt) => beingConfirmed && standing === 'provisional'

/** What still waits for somebody is not ticked off. */
const OPEN: Readonly<Partial<Record<BookedReceipt['standing'], IconName>>> = {
  provisional: 'clock',
  requested: 'mail',
  confirmed: 'clock',
  refused: 'warning',
}
const openMark = (receipt: BookedReceipt): IconName | null => (isPromised(receipt) ? null : (OPEN[receipt.standing] ?? null))

/** `open`: the one thing to do. */
type NextStep = { icon: IconName; words: string; open?: boolean }

function useNextSteps(receipt: BookedReceipt): NextStep[] {
  const { t, f, visitor, now } = useVisit()
  const { place, chosen } = useChoice()
  const reviewed = chosen.some(({ offer }) => offer.review === 'clerk')
  const desk = chosen.some(({ offer }) => offer.confirmation === 'desk')
  const name = place ? inLanguage(place.name, visitor.language).text : ''
  const link = chosen.some(({ offer }) => offer.confirmation === 'link')
  // There is nothing to come for, and nothing that the office would answer.
  if (receipt.standing === 'refused') return [{ icon: 'mail', words: t.done.nowRefused }]
  const steps: NextStep[] = []
  if (isPromised(receipt) && link) steps.push({ icon: 'mail', words: t.done.nowPromised })
  else if (isPromised(receipt))
    steps.push(desk ? { icon: 'person', words: t.done.nowDesk } : { icon: 'check', words: t.done.nowNothing })
  else if (isBeingConfirmed(receipt)) steps.push({ icon: 'mail', words: t.done.nowBeingConfirmed })
  else if (receipt.standing === 'provisional') steps.push({ icon: 'mail', words: t.done.nowProvisional })
  else if (receipt.confirmBy !== null && awaitsClick(receipt, chosen)) {
    const by = receipt.confirmBy
    const words = f.sameDay(by, now()) ? t.done.nowLinkToday(f.instantTime(by)) : t.done.nowLink(f.instant(by))
    steps.push({ icon: 'mail', words, open: true })
  } else if (receipt.standing === 'requested' && desk) steps.push({ icon: 'person', words: t.done.nowDesk })
  else steps.push({ icon: 'check', words: t.done.nowNothing })
  if (receipt.standing !== 'accepted') steps.push({ icon: 'paper', words: reviewed ? t.done.thenReview : t.done.thenFixed })
  // Nobody is asked to come for what central or the office may still refuse.
  const unsure = isWish(receipt) || (reviewed && !isAgreed(receipt))
  if (place)
    steps.push({
      icon: 'pin',
      words: (unsure ? t.done.visitOnceConfirmed : t.done.visit)(
        f.instant(receipt.startsAt),
        f.inOneLine(name, place.address.street),
      ),
    })
  return steps
}

function NextSteps({ receipt }: { receipt: BookedReceipt }) {
  const { t } = useVisit()
  return (
    <section class="next">
      <h2 data-part>{t.done.next}</h2>
      <ol class="next-list">
        {useNextSteps(receipt).map(({ icon, words, open }, index) => (
          <li key={words} class={`next-step${open ? ' next-open' : ''}`} data-part>
            <span class="next-mark">
              <Icon name={icon} size="large" />
            </span>
            <p>
              <span class="only-heard">{index + 1}. </span>
              <Together text={words} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
