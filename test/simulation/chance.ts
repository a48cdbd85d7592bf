import { createHash } from 'node:crypto'

/** Chance from a seed: the same seed and the same questions give the same answers. */
export type Chance = {
  /** In [0, 1). */
  readonly fraction: () => number
  /** A whole number in [0, below). */
  readonly whole: (below: number) => number
  readonly between: (least: number, most: number) => number
  readonly happens: (probability: number) => boolean
  /** Throws for an empty list. */
  readonly pick: <T>(list: readonly T[]) => T
  readonly bytes: (count: number) => Uint8Array
  readonly uuid: () => string
  /** A wait until the next of events that come `perUnit` times a unit on average. */
  readonly wait: (perUnit: number) => number
  /** A stream of its own, so that one part's questions do not change another's answers. */
  readonly fork: (name: string) => Chance
}

/** The generator is sfc32 (PractRand-clean, 128 bits of state), seeded by SHA-256. */
export function createChance(seed: string): Chance {
  const digest = createHash('sha256').update(seed).digest()
  let [a, b, c, d] = [0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset)) as [number, number, number, number]
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  const fraction = () => next() / 2 ** 32
  const whole = (below: number) => Math.floor(fraction() * below)
  const bytes = (count: number) => Uint8Array.from({ length: count }, () => next() & 255)
  return {
    fraction,
    whole,
    between: (least, most) => least + fraction() * (most - least),
    happens: (probability) => fraction() < probability,
    pick: (list) => {
      const chosen = list[whole(list.length)]
      if (chosen === undefined) throw new Error('nothing to pick from')
      return chosen
    },
    bytes,
    uuid: () => {
      const hex = Buffer.from(bytes(16)).toString('hex')
      const variant = '89ab'[whole(4)] ?? '8'
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
    },
    wait: (perUnit) => -Math.log(1 - fraction()) / perUnit,
    fork: (name) => createChance(`${seed}/${name}`),
  }
}
