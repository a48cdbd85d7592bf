import type {
  CatalogueAnswer,
  CentralInfo,
  EscrowBlock,
  HoldAnswer,
  KioskHealth,
  KioskOrder,
  OrderAnswer,
  SequencedOp,
  SyncAnswer,
  SyncRequest,
} from '../contract/kiosk-api.ts'
import type { TownKeys } from '../contract/take-along.ts'
import type { SlotWish, Verdict } from '../contract/booking.ts'
import type { OfficeDay } from '../contract/office-day.ts'

/** What came of a request to central. `away`: no answer, or one that asks to come again later. */
export type Reply<Answer> =
  | { readonly outcome: 'answered'; readonly answer: Answer }
  | { readonly outcome: 'away'; readonly retryAfterMs: number | null }
  /** Central answered that it will not: `code` is the problem's type. */
  | { readonly outcome: 'rejected'; readonly status: number; readonly code: string }

export type Enrolled = {
  readonly kioskId: string
  readonly homeOfficeId: string | null
  /** Central's key for the town's settings, as it was named first; absent where central is older than such settings. */
  readonly settingsKey?: string | undefined
}

/** Central as the kiosk's half of syncing sees it; the transport comes from outside. */
export type Central = {
  readonly info: () => Promise<Reply<CentralInfo>>
  readonly enrol: (code: string, deviceName: string) => Promise<Reply<Enrolled | { readonly kioskId: null }>>
  readonly catalogue: () => Promise<Reply<CatalogueAnswer>>
  readonly townKeys: () => Promise<Reply<TownKeys>>
  readonly hold: (wish: SlotWish & { bookingId: string }) => Promise<Reply<HoldAnswer>>
  readonly release: (bookingId: string) => Promise<Reply<object>>
  readonly sync: (request: SyncRequest) => Promise<Reply<SyncAnswer>>
}

/** The ops that wait for central. Every promise resolves when its effect is durable. */
export type Outbox = {
  readonly pending: (limit: number) => Promise<SequencedOp[]>
  /** Writes the verdicts down and forgets the sealed persons, in one transaction. Unknown ops are ignored. */
  readonly settle: (verdicts: readonly { opId: string; verdict: Verdict }[]) => Promise<void>
  readonly epoch: () => string
  readonly generation: number
  /** The highest sequence number ever used in this database. */
  readonly lastSequence: () => Promise<number>
}

/** The blocks of capacity that this kiosk may sell while central is away. Promises resolve when their effect is durable. */
export type Escrow = {
  readonly held: () => readonly string[]
  /** Deletes what is due to go back. Answers all blocks of which central has not confirmed the return. */
  readonly giveBack: () => Promise<readonly string[]>
  /** Central has answered a round in which `returned` was told. */
  readonly heard: (news: {
    readonly returned: readonly string[]
    readonly granted: readonly EscrowBlock[]
    readonly withdrawn: readonly string[]
    readonly frozen: boolean
    /** An op that was sent has another one's place in the log: it needs a new epoch. */
    readonly collided: boolean
  }) => Promise<void>
}

/** What the kiosk knows of offices; lost at worst, never wrong for long. */
export type Cache = {
  readonly catalogueVersion: () => string | null
  readonly officeIds: () => readonly string[]
  readonly cursors: () => Readonly<Record<string, number>>
  readonly setCatalogue: (answer: CatalogueAnswer) => Promise<void>
  readonly applyDays: (days: readonly OfficeDay[], cursors: Readonly<Record<string, number>>) => Promise<void>
  /** Days before this one are of no use to anybody. */
  readonly forgetPast: (before: string) => Promise<void>
}

/** What IT asks of this device, and what came of it. */
export type Orders = {
  /** What central does not know yet. */
  readonly answers: () => readonly OrderAnswer[]
  /** Central has answered a round in which `said` was told; `orders` is all that it asks for now. */
  readonly heard: (news: { readonly said: readonly OrderAnswer[]; readonly orders: readonly KioskOrder[] }) => void
}
/** The town's settings on this kiosk. */
export type TownSettings = { readonly version: () => number; readonly offer: (offered: unknown) => Promise<void> }

/** The town's keys on this kiosk, the current one first. */
export type TownKeyring = {
  readonly townKeys: () => TownKeys['keys']
  readonly setTownKeys: (keys: TownKeys['keys']) => Promise<void>
}

export type Health = () => KioskHealth
