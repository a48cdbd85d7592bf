import { timingSafeEqual } from 'node:crypto'
import type { Random } from '../ports.ts'

/**
 * What opens the page. The `lasting` token is printed on stdout alone, for people and scripts that open the address
 * themselves, as often as they like: whoever reads this process's stdout owns it anyway. A browser that Foyer launches
 * gets a token for one opening, because every local process can read its command line.
 */
export type Tokens = {
  readonly lasting: string
  readonly once: () => string
  /** Which kind of token it is, or null for none; a token for one opening is spent by it. */
  readonly take: (token: string) => 'lasting' | 'once' | null
}

export function createTokens(random: Random): Tokens {
  const make = () => Buffer.from(random.bytes(32)).toString('base64url')
  const lasting = make()
  let single: string[] = []
  return {
    lasting,
    once: () => {
      const token = make()
      single.push(token)
      return token
    },
    take: (token) => {
      if (same(token, lasting)) return 'lasting'
      const known = single.some((one) => same(one, token))
      single = single.filter((one) => !same(one, token))
      return known ? 'once' : null
    },
  }
}

function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
