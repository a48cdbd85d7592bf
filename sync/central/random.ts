import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { Random } from './ports.ts'

const ID_BYTES = 16
/** Asking the system for the bytes of one id takes twenty times as long as making the id. */
const AT_ONCE = 256

/** Random bytes for one id after the other, each used once. */
function createIdBytes(): () => Uint8Array {
  let bytes = Buffer.alloc(0)
  return () => {
    if (bytes.length < ID_BYTES) bytes = randomBytes(ID_BYTES * AT_ONCE)
    const next = bytes.subarray(0, ID_BYTES)
    bytes = bytes.subarray(ID_BYTES)
    return next
  }
}

const idBytes = createIdBytes()

export const systemRandom: Random = { uuid: () => v7({ random: idBytes() }), bytes: (count) => randomBytes(count) }
