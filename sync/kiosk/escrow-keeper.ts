import type { EscrowBlock } from '../contract/kiosk-api.ts'
import { cut, type HeldBlock, type Sale, type SeatWish, sellingStopped, toReturn } from './escrow.ts'
import type { Escrow } from './parts.ts'

/** What the kiosk's database remembers of its contact with central. */
export type Contact = {
  readonly generation: number
  /** When central was heard last, by this device's clock … */
  readonly heardAtMs: number | null
  /** … and by the corrected one. */
  readonly centralAtMs?: number | undefined
  readonly frozen: boolean
}

export type EscrowParts = {
  /** Every promise resolves when its effect is durable. */
  readonly rows: {
    readonly keep: (granted: readonly EscrowBlock[]) => Promise<void>
    readonly giveBack: (blockIds: readonly string[]) => Promise<void>
    readonly forgetReturns: (blockIds: readonly string[]) => Promise<void>
    readonly drop: (blockIds: readonly string[]) => Promise<void>
  }
  readonly held: readonly HeldBlock[]
  readonly returning: readonly string[]
  readonly contact: () => Contact | null
  readonly setContact: (contact: Contact) => Promise<void>
  /** The log of ops goes on under another name: what central has seen of it is not what this database remembers. */
  readonly renewEpoch: () => Promise<void>
  /** The number of this start, counted outside the database. */
  readonly generation: number
  /** The last start that the database was told of, counted outside it as well; and that it was told of this one. */
  readonly begun: { readonly before: number; readonly note: () => void }
  /** Bookings that central has not answered: their blocks are not given back. */
  readonly unanswered: () => readonly { readonly bookingId: string }[]
  /** ms since the epoch: this device's clock, the same corrected by central's, and one that never jumps. */
  readonly clock: { readonly wall: () => number; readonly corrected: () => number; readonly monotonic: () => number }
}

/** The kiosk's escrow: what may be promised from it, to whom it is promised, and what goes back. */
export type EscrowKeeper = Escrow & {
  /** To be called once, before the first round and the first visitor. */
  readonly begin: () => Promise<void>
  /** Cuts a booking's seats and keeps them for it until it is sold or let go. False where nothing can be promised. */
  readonly reserve: (wish: SeatWish & { bookingId: string }) => boolean
  readonly letGo: (bookingId: string) => void
  /** The booking is being written down: what was reserved for it, which from now on cannot be let go. Empty for others. */
  readonly beginSale: (bookingId: string) => readonly Sale[]
  /** It was written down with its booking, or it was not: then it is a reservation again. */
  readonly endSale: (bookingId: string, end: { written: boolean }) => void
  /** Whether a booking was sold from the held blocks, so that it takes no seat of those that central counts as free. */
  readonly isSold: (bookingId: string) => boolean
  /** Central took nothing from the blocks for this booking. */
  readonly refused: (bookingId: string) => void
  /** The blocks of an office with everything cut from them, as far as they may be sold now. */
  readonly sellable: (officeId: string) => readonly HeldBlock[]
  readonly stopped: () => ReturnType<typeof sellingStopped>
}

/** A minute-fine memory of the contact is not worth a write to the disk each minute. */
const CONTACT_WRITE_MS = 600_000

export function createEscrowKeeper(parts: EscrowParts): EscrowKeeper {
  const { rows, clock, generation } = parts
  const held = new Map(parts.held.map((block) => [block.blockId, block]))
  const reserved = new Map<string, readonly Sale[]>()
  const selling = new Map<string, readonly Sale[]>()
  let returning = [...parts.returning]
  const before = parts.contact()
  let frozen = before?.frozen ?? false
  // The database knows of the last start that had begun, or it is an older image than the counters beside it.
  let rolledBack = before !== null && (before.generation < parts.begun.before || before.generation >= generation)
  let noted: number | null = null
  let heard: { wallMs: number; monotonicMs: number } | null = null

  const stopped = () => sellingStopped({ frozen, rolledBack, ...contactNow() })
  const contactNow = () => {
    if (heard === null) {
      const age = before?.heardAtMs == null ? -1 : clock.wall() - before.heardAtMs
      return { silentMs: age < 0 ? null : age, jumpedMs: 0 }
    }
    const silentMs = clock.monotonic() - heard.monotonicMs
    return { silentMs, jumpedMs: Math.abs(clock.wall() - heard.wallMs - silentMs) }
  }
  const withReserved = (): HeldBlock[] => {
    const open = [...reserved.values(), ...selling.values()].flat()
    if (open.length === 0) return [...held.values()]
    return [...held.values()].map((block) => ({
      ...block,
      sales: [...block.sales, ...open.filter(({ blockId }) => blockId === block.blockId)],
    }))
  }
  const editSales = (blockId: string, edit: (sales: readonly Sale[]) => readonly Sale[]) => {
    const block = held.get(blockId)
    if (block) held.set(blockId, { ...block, sales: edit(block.sales) })
  }
  /** Blocks from which somebody waits for an answer stay: their sold part must be known to central first. */
  const due = (): HeldBlock[] => {
    const waiting = new Set([...parts.unanswered().map(({ bookingId }) => bookingId), ...reserved.keys(), ...selling.keys()])
    const all = withReserved()
    const wanted = rolledBack || frozen ? all : toReturn(all, clock.corrected())
    return wanted.filter(({ sales }) => !sales.some(({ bookingId }) => waiting.has(bookingId)))
  }

  const setContact = async (contact: Contact) => {
    await parts.setContact(contact)
    if (contact.generation !== noted) parts.begun.note()
    noted = contact.generation
  }

  return {
    begin: () => (rolledBack ? parts.renewEpoch() : setContact({ heardAtMs: null, ...before, generation, frozen })),
    held: () => [...held.keys()],
    giveBack: async () => {
      const leaving = due()
      // Out of sale first: nobody may be promised what is on its way back.
      for (const { blockId } of leaving) held.delete(blockId)
      try {
        if (leaving.length > 0) await rows.giveBack(leaving.map(({ blockId }) => blockId))
      } catch (error) {
        for (const block of leaving) held.set(block.blockId, block)
        throw error
      }
      returning = [...returning, ...leaving.map(({ blockId }) => blockId)]
      return returning
    },
    heard: async (news) => {
      if (news.returned.length > 0) await rows.forgetReturns(news.returned)
      returning = returning.filter((blockId) => !news.returned.includes(blockId))
      const gone = news.withdrawn.filter((blockId) => held.has(blockId))
      if (gone.length > 0) await rows.drop(gone)
      for (const blockId of gone) held.delete(blockId)
      const fresh = news.granted.filter(({ blockId }) => !held.has(blockId))
      if (fresh.length > 0) await rows.keep(fresh)
      for (const block of fresh) held.set(block.blockId, { ...block, sales: [] })
      if ((news.frozen && !frozen) || news.collided) await parts.renewEpoch()
      frozen = news.frozen
      if (held.size === 0) rolledBack = false
      heard = { wallMs: clock.wall(), monotonicMs: clock.monotonic() }
      const known = parts.contact()
      const stale = known?.heardAtMs == null || Math.abs(heard.wallMs - known.heardAtMs) > CONTACT_WRITE_MS
      // While an old image is being sorted out, the database must not forget that it is one.
      if (!rolledBack && (stale || known?.frozen !== frozen || known.generation !== generation))
        await setContact({ generation, heardAtMs: heard.wallMs, centralAtMs: clock.corrected(), frozen })
    },
    reserve: (wish) => {
      reserved.delete(wish.bookingId)
      const sales = stopped() === null ? cut(withReserved(), wish) : null
      if (sales) reserved.set(wish.bookingId, sales)
      return sales !== null
    },
    letGo: (bookingId) => void reserved.delete(bookingId),
    beginSale: (bookingId) => {
      const sales = reserved.get(bookingId) ?? selling.get(bookingId) ?? []
      if (sales.length > 0) selling.set(bookingId, sales)
      reserved.delete(bookingId)
      return sales
    },
    endSale: (bookingId, { written }) => {
      const sales = selling.get(bookingId) ?? []
      selling.delete(bookingId)
      if (written) for (const sale of sales) editSales(sale.blockId, (before) => [...before, sale])
      else if (sales.length > 0) reserved.set(bookingId, sales)
    },
    isSold: (bookingId) => [...held.values()].some(({ sales }) => sales.some((sale) => sale.bookingId === bookingId)),
    refused: (bookingId) => {
      for (const blockId of held.keys()) editSales(blockId, (sales) => sales.filter((sale) => sale.bookingId !== bookingId))
    },
    sellable: (officeId) =>
      held.size === 0 || stopped() !== null ? [] : withReserved().filter((block) => block.officeId === officeId),
    stopped,
  }
}
