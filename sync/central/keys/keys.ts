import type { Person } from '../../contract/person.ts'
import type { BookingOp } from '../../contract/booking.ts'
import type { OfflineCaller } from '../../contract/desk-records.ts'
import type { TownKey } from '../../contract/take-along.ts'

/** A text sealed at rest, with the id of the key that opens it. */
export type SealedText = { readonly keyId: string; readonly sealed: string }

/** A person as their booking's row holds them. */
export type PersonAtRest = SealedText & {
  /** Blind indexes; null where there is no address or number. */
  readonly emailIndex: string | null
  readonly phoneIndex: string | null
  readonly nameIndex: string
  /** One for each word of the name. */
  readonly nameWords: readonly string[]
}

/** An op's person, and what was agreed with them where a desk has booked for a caller. */
export type Received = { readonly person: Person; readonly atRest: PersonAtRest; readonly caller: OfflineCaller | null }

/**
 * Opens what a kiosk has sealed into an op, and seals the person anew for the booking's row; null if it was not sealed to us
 * and for this op, or is not what it should be.
 */
export type ReceivePerson = (op: Pick<BookingOp, 'opId' | 'bookingId' | 'person' | 'caller'>) => Promise<Received | null>

/** A text sealed at rest, with what binds it to its record. */
export type SealedRecord = SealedText & { readonly context: string }

/** What other threads than central's own can do with its keys. `openAll` answers null where they cannot open one of them. */
export type KeysElsewhere = {
  readonly receivePerson: ReceivePerson
  readonly openAll: (records: readonly SealedRecord[]) => Promise<string[] | null>
}

/** Central's secrets, as functions: no key leaves this room but the town's, which its terminals hold. */
export type Keys = {
  /** The public key to which kiosks seal persons (X25519, raw, base64). */
  readonly sealingKey: { readonly keyId: string; readonly publicKey: string }
  /** What the town's terminals seal take-along codes with, the current one first. */
  readonly townKeys: readonly TownKey[]
  /** Not inside a transaction: it takes time. */
  readonly receivePerson: ReceivePerson
  /** AES-256-GCM; `context` (for instance `booking:<id>`) binds the ciphertext to its record. */
  readonly seal: (text: string, context: string) => SealedText
  /** Throws if key or context are not those it was sealed with. */
  readonly open: (sealed: SealedText, context: string) => string
  /**
   * The same for a list, in its order. In threads of their own where central has them: a day's persons take longer than all the
   * rest of the list, and what the runtime makes for each of them is a burden to its garbage collector.
   */
  readonly openAll: (records: readonly SealedRecord[]) => Promise<string[]>
  /** The at-rest key that new records are sealed with. */
  readonly currentKeyId: string
  /** Reads the key file anew: another process may have rotated it. */
  readonly renew: () => void
  /** HMAC-SHA-256 of a normalised value, so that an e-mail address can be found without being readable. */
  readonly blindIndex: (kind: 'email' | 'phone' | 'name', value: string) => string
  /** HMAC-SHA-256 for tokens that must be derivable again (links in mails); base64url. */
  readonly deriveToken: (purpose: string, value: string) => string
  /** The public key (Ed25519, raw, base64) that terminals check the town's settings with. */
  readonly settingsKey: string
  readonly signSettings: (text: string) => string
  /** Names all keys together: a database is only opened with the keys it was written with. */
  readonly fingerprint: string
}
