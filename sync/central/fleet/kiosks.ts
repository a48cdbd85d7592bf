import { createHash } from 'node:crypto'
import type * as z from 'zod/mini'
import type { EnrolAnswer, EnrolRequest } from '../../contract/kiosk-api.ts'
import { lettersOf, readTyped } from '../../contract/typed-code.ts'
import type { CentralContext } from '../context.ts'
import { announceOrders } from './kiosk-orders.ts'
import { kioskOf } from './kiosk-row.ts'
import type { Tx } from '../store/store.ts'

export type NewEnrolment = {
  readonly officeId: string | null
  readonly name: string | null
  readonly profile: 'lobby' | 'desk'
  /** The device in whose place the new one comes: it is revoked when the code is used. */
  readonly replaces?: string
}

/** A one-time code for a new device, `XXXX-XXXX-XXXX`: 60 random bits. Only its hash is stored. */
export async function issueEnrolmentCode(
  context: CentralContext,
  wish: NewEnrolment,
): Promise<{ code: string; expiresAtMs: number }> {
  const letters = lettersOf(context.random.bytes(12))
  const code = `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
  const nowMs = context.clock.nowMs()
  const expiresAtMs = nowMs + context.settings.enrolmentHours * 3_600_000
  await context.store.transact((tx) =>
    tx.run(
      'insert into enrolment (code_hash, office_id, name, profile, created_at, expires_at, replaces) values ($1, $2, $3, $4, $5, $6, $7)',
      [hashOf(code), wish.officeId, wish.name, wish.profile, nowMs, expiresAtMs, wish.replaces ?? null],
    ),
  )
  return { code, expiresAtMs }
}

/** Trades a one-time code for an identity. The same device with the same code again gets the same answer: its first may have been lost. */
export function enrol(context: CentralContext, ask: z.infer<typeof EnrolRequest>): Promise<z.infer<typeof EnrolAnswer>> {
  const nowMs = context.clock.nowMs()
  return context.store.transact(async (tx) => {
    const codeHash = hashOf(ask.code)
    const code = await tx.one<{
      office_id: string | null
      name: string | null
      profile: string
      used_at: number | null
      kiosk_id: string | null
      replaces: string | null
    }>(
      // Written, not read, so that of two devices with one code the second waits and then sees it used.
      'update enrolment set expires_at = expires_at where code_hash = $1 and expires_at > $2 returning office_id, name, profile, used_at, kiosk_id, replaces',
      [codeHash, nowMs],
    )
    if (!code || Buffer.from(ask.publicKey, 'base64').length !== 32) return { outcome: 'codeRefused' }
    if (code.kiosk_id !== null) {
      const known = await kioskOf(tx, code.kiosk_id)
      if (known?.public_key !== ask.publicKey || known.revoked_at !== null) return { outcome: 'codeRefused' }
      return { outcome: 'enrolled', kioskId: known.kiosk_id, homeOfficeId: known.office_id }
    }
    const kioskId = `k-${context.random.uuid()}`
    const added = await tx.run(
      `insert into kiosk (kiosk_id, name, office_id, profile, public_key, enrolled_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (public_key) do nothing`,
      [kioskId, code.name ?? ask.deviceName, code.office_id, code.profile, ask.publicKey, nowMs],
    )
    // A key that is known already belongs to a copied device.
    if (added === 0) return { outcome: 'codeRefused' }
    await tx.run('update enrolment set used_at = $2, kiosk_id = $3 where code_hash = $1', [codeHash, nowMs, kioskId])
    if (code.replaces !== null) await revokeIn(tx, code.replaces, nowMs)
    return { outcome: 'enrolled', kioskId, homeOfficeId: code.office_id }
  })
}

/**
 * A one-time code for the device that comes in place of a broken one, with its name, office and profile. The old one goes
 * on until the code is used. Null if there is no such device, or it was revoked before.
 */
export async function issueReplacementCode(
  context: CentralContext,
  kioskId: string,
): Promise<{ code: string; expiresAtMs: number } | null> {
  const old = await context.store.read((tx) => kioskOf(tx, kioskId))
  if (!old || old.revoked_at !== null) return null
  return issueEnrolmentCode(context, { officeId: old.office_id, name: old.name, profile: old.profile, replaces: kioskId })
}

/** Takes a device's right to speak, and ends who is signed in there. Answers whether it had it. */
export const revokeKiosk = (context: CentralContext, kioskId: string): Promise<boolean> =>
  context.store.transact((tx) => revokeIn(tx, kioskId, context.clock.nowMs()))

async function revokeIn(tx: Tx, kioskId: string, nowMs: number): Promise<boolean> {
  await tx.run('delete from staff_session where kiosk_id = $1', [kioskId])
  const changed = await tx.run('update kiosk set revoked_at = $2 where kiosk_id = $1 and revoked_at is null', [kioskId, nowMs])
  if (changed === 1) await announceOrders(tx)
  return changed === 1
}

/** Puts a device out of service with the reason for its screen, or with null into service. Answers whether there is one. */
export async function setOutOfService(tx: Tx, kioskId: string, reason: string | null): Promise<boolean> {
  const changed = await tx.run('update kiosk set out_of_service = $2 where kiosk_id = $1 and revoked_at is null', [
    kioskId,
    reason,
  ])
  if (changed === 1) await announceOrders(tx)
  return changed === 1
}

/** Accepts a frozen device's log again, from where it is now. Answers whether it was frozen. */
export async function freezeLifted(context: CentralContext, kioskId: string): Promise<boolean> {
  const changed = await context.store.transact((tx) =>
    // Its next request says anew which life of its database, which place in its log and which generation count.
    tx.run(
      `update kiosk set frozen_at = null, frozen_reason = null, generation = null, epoch = null, last_sequence = null
       where kiosk_id = $1 and frozen_at is not null`,
      [kioskId],
    ),
  )
  return changed === 1
}

const hashOf = (code: string): string =>
  createHash('sha256')
    .update(`enrolment:${readTyped(code)}`)
    .digest('base64url')
