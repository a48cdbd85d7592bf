import type { SlotWish } from '../../sync/contract/booking.ts'
import type { HoldOutcome } from '../../sync/contract/visit.ts'
import type { EscrowKeeper } from '../../sync/kiosk/escrow-keeper.ts'
import type { CorrectedClock } from '../central/corrected-clock.ts'
import type { CentralClient } from '../central/central-client.ts'
import type { Knowledge } from './knowledge.ts'
import type { VisitorSession } from './visitor-session.ts'

export type Holding = {
  readonly hold: (session: VisitorSession, wish: SlotWish & { bookingId: string }) => Promise<HoldOutcome>
  readonly release: (session: VisitorSession, bookingId: string) => Promise<void>
  /** Gives back everything of a visit that was not booked. */
  readonly releaseAll: (session: VisitorSession) => Promise<void>
}

/**
 * Keeps a slot while the form is filled. Central is asked and has 1.5 s. Where it does not answer, or has given the slot's
 * other seats away, the booking is promised from this kiosk's escrow; else, without an answer, it will be an honest request
 * (`provisional`), as far as this kiosk knows that the slot is free.
 */
export function createHolding(parts: {
  central: Pick<CentralClient, 'hold' | 'release'>
  knowledge: Knowledge
  escrow: Pick<EscrowKeeper, 'reserve' | 'letGo'>
  clock: Pick<CorrectedClock, 'atCentral'>
  centralMissed: () => void
}): Holding {
  const { central, knowledge, escrow, clock } = parts
  const release = async (session: VisitorSession, bookingId: string) => {
    const held = session.holds.get(bookingId)
    session.holds.delete(bookingId)
    escrow.letGo(bookingId)
    // Without an answer too: the request may have reached central although its answer did not come back. What is still being
    // asked for is given back as soon as that has ended.
    if (held?.outcome && held.outcome.outcome !== 'slotTaken') await central.release(bookingId)
  }
  return {
    hold: async (session, { bookingId, ...wish }) => {
      const asked = { wish, outcome: null }
      session.holds.set(bookingId, asked)
      const outcome = await ask(bookingId, wish, {
        wanted: () => session.holds.get(bookingId) === asked,
        askedAgain: () => session.holds.has(bookingId),
      })
      if (outcome === null) return { outcome: 'slotTaken', alternatives: [] }
      session.holds.set(bookingId, { wish, outcome })
      return outcome
    },
    release,
    releaseAll: async (session) => {
      const open = [...session.holds.keys()].filter((bookingId) => !session.receiptKeys.has(bookingId))
      await Promise.all(open.map((bookingId) => release(session, bookingId)))
    },
  }

  /** Null where the answer came too late: the slot was let go meanwhile, or asked for again with another wish. */
  async function ask(
    bookingId: string,
    wish: SlotWish,
    { wanted, askedAgain }: { wanted: () => boolean; askedAgain: () => boolean },
  ): Promise<HoldOutcome | null> {
    // A hold replaces the one before of the same booking.
    escrow.letGo(bookingId)
    if (knowledge.need(wish.officeId, wish.services) === null) return { outcome: 'slotTaken', alternatives: [] }
    const reply = await central.hold({ ...wish, bookingId })
    if (!wanted()) {
      if (!askedAgain() && mayBeHeld(reply)) await central.release(bookingId)
      return null
    }
    if (reply.outcome !== 'answered') {
      parts.centralMissed()
      if (fromEscrow(bookingId, wish)) return { outcome: 'promised' }
      return knowledge.fits(wish, 'central') ? { outcome: 'provisional' } : taken(wish)
    }
    const { answer } = reply
    if (answer.outcome === 'notOffered') return taken(wish)
    if (answer.outcome === 'slotTaken') return fromEscrow(bookingId, wish) ? { outcome: 'promised' } : answer
    const nowAtCentral = clock.atCentral()
    return { ...answer, secondsLeft: Math.max(0, (Date.parse(answer.expiresAt) - nowAtCentral) / 1_000) }
  }

  function fromEscrow(bookingId: string, wish: SlotWish): boolean {
    const need = knowledge.need(wish.officeId, wish.services)
    if (need === null || !knowledge.fits(wish, 'escrow')) return false
    const { counterGroupId, ticks } = need
    return escrow.reserve({ bookingId, officeId: wish.officeId, counterGroupId, ticks, startsAtMs: Date.parse(wish.startsAt) })
  }

  function taken(wish: SlotWish): HoldOutcome {
    return { outcome: 'slotTaken', alternatives: knowledge.alternatives(wish) }
  }
}

const mayBeHeld = (reply: Awaited<ReturnType<CentralClient['hold']>>): boolean =>
  reply.outcome === 'answered' ? reply.answer.outcome === 'held' : reply.outcome === 'away'
