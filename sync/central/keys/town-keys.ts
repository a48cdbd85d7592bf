import { createHmac } from 'node:crypto'
import type { TownKey } from '../../contract/take-along.ts'
import type { Random } from '../ports.ts'
import { type KeyFile, makeKeyId } from './key-file.ts'

/** A code is good for a year, by any terminal's clock. */
const KEPT_MS = 370 * 86_400_000

type DatedKey = NonNullable<KeyFile['town']>[number]

/**
 * The keys of a town's take-along codes, the current one first. A key file from before there were any has one that is derived
 * from its tokens' key, so that all processes of a central agree on it without writing.
 */
export function townKeysOf(file: KeyFile): readonly DatedKey[] {
  if (file.town && file.town.length > 0) return file.town
  const key = createHmac('sha256', Buffer.from(file.tokens, 'base64')).update('foyer town key 1').digest()
  return [{ keyId: createHmac('sha256', key).update('id').digest('hex').slice(0, 8), key: key.toString('base64'), since: 0 }]
}

/**
 * The key file with a new town key. Older ones stay for as long as a code sealed with them may be good, unless they are to be
 * dropped: after the theft of a terminal they open what they should not.
 */
export function withNewTownKey(
  file: KeyFile,
  { random, nowMs, drop }: { random: Random; nowMs: number; drop: boolean },
): KeyFile {
  const made: TownKey = { keyId: makeKeyId(random), key: Buffer.from(random.bytes(32)).toString('base64') }
  const older = drop ? [] : townKeysOf(file)
  // A key seals until the next one is made.
  const kept = older.filter((_, at) => nowMs - (older[at - 1]?.since ?? nowMs) < KEPT_MS)
  return { ...file, town: [{ ...made, since: nowMs }, ...kept] }
}
