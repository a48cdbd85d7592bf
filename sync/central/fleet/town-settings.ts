import * as z from 'zod/mini'
import { reasonOf } from '../../contract/reason.ts'
import { SignedSettings, signedSettingsText, TownSettings } from '../../contract/town-settings.ts'
import type { CentralContext } from '../context.ts'
import { isoOf } from '../planning/local-day.ts'
import { writeAudit } from '../privacy/audit.ts'
import type { Tx } from '../store/store.ts'

/** The row of `setting` that holds them, signed. */
const NAME = 'townSettings'

export type Published =
  | { readonly outcome: 'published' | 'unchanged'; readonly version: number }
  | { readonly outcome: 'fault'; readonly reason: string }

export async function currentSettings(tx: Tx): Promise<SignedSettings | null> {
  const row = await tx.one<{ value: string }>('select value from setting where name = $1', [NAME])
  return row === undefined ? null : SignedSettings.parse(JSON.parse(row.value))
}

/** What a terminal that has `version` does not have yet. */
export const settingsAfter = async (tx: Tx, version: number): Promise<SignedSettings | undefined> => {
  const current = await currentSettings(tx)
  return current !== null && current.version > version ? current : undefined
}

/**
 * Signs settings under a version that is the time in seconds: after a restore from a backup the next one is still newer than
 * what terminals have. A key that this version does not know is a slip of the pen: refused.
 */
export async function publishSettings(context: CentralContext, wanted: unknown): Promise<Published> {
  const parsed = z.strictObject(TownSettings.shape).safeParse(wanted)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : []
    return {
      outcome: 'fault',
      reason: `${[...(issue?.path ?? []), ...unknown].join('.')}: ${issue && unknown.length === 0 ? reasonOf(issue) : 'not a setting'}`,
    }
  }
  const settings = parsed.data
  const nowMs = context.clock.nowMs()
  return context.store.transact(async (tx) => {
    const before = await currentSettings(tx)
    if (before !== null && JSON.stringify(before.settings) === JSON.stringify(settings))
      return { outcome: 'unchanged', version: before.version }
    const unsigned = {
      version: Math.max((before?.version ?? 0) + 1, Math.floor(nowMs / 1_000)),
      issuedAt: isoOf(nowMs),
      settings,
    }
    const signed: SignedSettings = { ...unsigned, signature: context.keys.signSettings(signedSettingsText(unsigned)) }
    await tx.run('insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value', [
      NAME,
      JSON.stringify(signed),
    ])
    await writeAudit(
      tx,
      { random: context.random, nowMs },
      { actor: { kind: 'operator', id: 'operator' }, action: 'kiosk.settings', detail: `version ${String(signed.version)}` },
    )
    return { outcome: 'published', version: signed.version }
  })
}
