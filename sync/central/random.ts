import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { Random } from './ports.ts'

export const systemRandom: Random = { uuid: () => v7(), bytes: (count) => randomBytes(count) }
