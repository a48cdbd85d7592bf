import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Random } from './ports.ts'

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (count) => randomBytes(count),
  fraction: () => randomInt(2 ** 32) / 2 ** 32,
}
