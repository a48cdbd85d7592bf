import { lockOffice } from '../capacity/lock-office.ts'
import type { CentralContext } from '../context.ts'

/** The job: frees what has expired, so that kiosks hear of it without anybody asking for the seats. */
export async function expireEverywhere({ store, clock, random }: CentralContext): Promise<void> {
  const nowMs = clock.nowMs()
  const offices = await store.read((tx) =>
    tx.all<{ office_id: string }>(
      `select office_id from hold where expires_at <= $1
       union select office_id from booking where standing = 'requested' and confirm_by <= $1`,
      [nowMs],
    ),
  )
  for (const { office_id } of offices) await store.transact((tx) => lockOffice(tx, office_id, { nowMs, random }))
}
