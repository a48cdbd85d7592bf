import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Booked } from '../../machines/call.ts'
import type { CallRef } from '../../machines/front-desk.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { useSnapshot } from '../use-actor.ts'
import { spell } from './spelling.ts'
import { useDenials, useDesk, useNames } from './use-desk.ts'

/** What is read out to the caller, large; then the next call. */
export function BookedPanel({ call, booked }: { call: CallRef; booked: Booked }) {
  const { words, f, send, newId, client, tell, language } = useDesk()
  const names = useNames()
  const denied = useDenials()
  const { context } = useSnapshot(call)
  const { slot, services, again } = context
  const byLink = context.confirmation === 'link' && (again?.form.email ?? '').trim() !== ''
  const heading = useRef<HTMLHeadingElement>(null)
  const next = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    // Enter goes to the next call; what has to be read out is heard because it describes the button.
    next.current?.querySelector('button')?.focus()
  }, [])
  const begin = (sameCaller: boolean) => {
    send({ type: 'call.begun', bookingId: newId(), ...(sameCaller && again && { again }) })
    send({ type: 'call.ended', callId: call.id })
  }
  const print = async () => {
    const answer = await client.printReceipt({ bookingId: booked.bookingId })
    if (!denied(answer)) tell(words.detail.printing)
  }
  return (
    <section class="booked" aria-labelledby="booked-title">
      <h1 id="booked-title" ref={heading} class="booked-title">
        <Icon name="check" size="large" /> {words.booked.title}
      </h1>
      <div id="booked-facts">
        <h2>{words.booked.readOut}</h2>
        {slot && <p class="booked-when">{`${f.slot(slot)}, ${names.office(slot.officeId)}`}</p>}
        <p>{names.services(services)}</p>
        <dl class="booked-codes">
          <div>
            <dt>{words.booked.number}</dt>
            <dd class="booked-code numbers" data-booking-code={booked.number}>
              {booked.number}
            </dd>
          </div>
          <div>
            <dt>{words.booked.pin}</dt>
            <dd class="booked-code numbers" data-pin={booked.pin}>
              {booked.pin}
            </dd>
          </div>
        </dl>
        <p>
          <span class="quiet">{`${words.booked.spelling}: `}</span>
          {spell(booked.number, language)}
        </p>
        <p class="quiet">{words.booked.pinHint}</p>
        <p data-standing={booked.standing}>
          {booked.standing === 'provisional' ? (
            booked.promised ? (
              words.booked.promised
            ) : (
              words.booked.provisional
            )
          ) : (
            <span class={`standing standing-${booked.standing}`}>{names.standing(booked.standing)}</span>
          )}
        </p>
        {booked.standing === 'provisional' && byLink && <p>{words.booked.linkComes}</p>}
        {booked.confirmBy !== null && <p>{words.booked.confirmBy(f.instant(booked.confirmBy))}</p>}
      </div>
      <div class="booked-actions" ref={next}>
        <button type="button" class="button button-primary" aria-describedby="booked-facts" onClick={() => begin(false)}>
          <span class="button-words">{words.booked.next}</span>
          <kbd class="key" aria-hidden="true">
            {words.keys.names.Enter}
          </kbd>
        </button>
        {again && (
          <Button icon="people" onPress={() => begin(true)}>
            {words.booked.same}
          </Button>
        )}
        <Button icon="printer" onPress={() => void print()}>
          {words.booked.print}
        </Button>
      </div>
    </section>
  )
}
