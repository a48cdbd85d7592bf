import Database from 'better-sqlite3'
import type { HeldBlock } from '../../sync/kiosk/escrow.ts'
import { type Afar, near } from './afar.ts'
import { bookingRows, type KeptBooking } from './bookings.ts'
import { deviceRows, type DeviceValues } from './device.ts'
import { escrowRows } from './escrow.ts'
import { jobRows } from './jobs.ts'
import type { Connection } from './open.ts'

/** Everything that is done to bookings.db, by whoever holds its one writing connection. */
export type Ledger = ReturnType<typeof ledgerOver>
/** The ledger as the station has it, wherever the connection is. */
export type LedgerAfar = { readonly [Part in keyof Ledger]: Afar<Ledger[Part]> }

export function ledgerOver(database: Connection) {
  return {
    bookings: bookingRows(database),
    jobs: jobRows(database),
    device: deviceRows(database),
    escrow: escrowRows(database),
    upkeep: {
      /** An image of the database, made while work goes on (SQLite's online backup), and whether a sealed person is in it. */
      backup: async (file: string): Promise<{ sealed: boolean }> => {
        await database.backup(file)
        return { sealed: holdsSealed(file) }
      },
    },
  }
}

export const nearLedger = ({ bookings, jobs, device, escrow, upkeep }: Ledger): LedgerAfar => ({
  bookings: near(bookings),
  jobs: near(jobs),
  device: near(device),
  escrow: near(escrow),
  upkeep: near(upkeep),
})

/** What a station must know before its first answer. */
export type Beginning = {
  readonly unanswered: readonly KeptBooking[]
  readonly device: DeviceValues
  readonly blocks: readonly HeldBlock[]
  readonly returning: readonly string[]
}

export function beginningOf({ bookings, device, escrow }: Ledger, newEpoch: () => string): Beginning {
  if (device.read().epoch === undefined) device.store('epoch', newEpoch())
  return {
    unanswered: bookings.unanswered(),
    device: device.read(),
    blocks: escrow.held(),
    returning: escrow.returning(),
  }
}

/** A sealed person lies in an op, and an op in the outbox until central has answered it. */
function holdsSealed(file: string): boolean {
  const image = new Database(file)
  try {
    return image.prepare('select 1 from outbox limit 1').get() !== undefined
  } finally {
    image.close()
  }
}
