/** What strangers send: values made from a JSON schema, and values that a careless server stumbles over. */

export type Dice = { readonly below: (count: number) => number; readonly pick: <T>(from: readonly T[]) => T }

/** A small seeded generator (mulberry32), so that a failure can be run again. */
export function openDice(seed: number): Dice {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    below,
    pick: (from) => {
      const found = from[below(from.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
  }
}

export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  "' or 1=1 --",
  "'; drop table booking; --",
  '"); select pg_sleep(30); --',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'a\r\nSet-Cookie: x=1\r\n\r\nb',
  'Bcc: everybody@example.org\r\n',
  '\u202etxt.exe\u202c\u2066\u2069',
  '\u0000\u0001\u001b[31m',
  'e\u0301'.repeat(300),
  '\ud800',
  '𝕏'.repeat(200),
  '${7*7}{{7*7}}<%= 7*7 %>',
  '../../../../etc/passwd',
  '%00%0d%0a%2e%2e%2f',
  '__proto__',
  'constructor',
  '9'.repeat(400),
  '1e999',
  'NaN',
  '2026-02-30T25:61:61.000Z',
  '+275760-09-13T00:00:00.001Z',
  '0000-01-01T00:00:00.000Z',
  '00000000-0000-0000-0000-000000000000',
  'A'.repeat(5_000),
]
const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  -0.5,
  [],
  {},
  [[[[[[]]]]]],
  { $ne: null },
  JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {}}}'),
]

type Schema = { readonly [key: string]: unknown }
const asSchemas = (value: unknown): Schema[] => (Array.isArray(value) ? (value as Schema[]) : [])

/** A value for a schema; about one part in eight is hostile. `known` are ids that exist, so that deep code is reached. */
export function valueFor(schema: Schema, dice: Dice, known: readonly string[]): unknown {
  if (dice.below(16) === 0) return dice.pick([...HOSTILE_TEXTS, ...HOSTILE_VALUES])
  const choices = asSchemas(schema['anyOf'] ?? schema['oneOf'])
  if (choices.length > 0) return valueFor(dice.pick(choices), dice, known)
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['enum'])) return dice.pick(schema['enum'] as unknown[])
  switch (schema['type']) {
    case 'object':
      return objectFor(schema, dice, known)
    case 'array': {
      const items = (schema['items'] ?? {}) as Schema
      return Array.from({ length: Math.max(Number(schema['minItems'] ?? 0), dice.below(4)) }, () => valueFor(items, dice, known))
    }
    case 'string':
      return textFor(schema, dice, known)
    case 'integer':
    case 'number':
      return dice.pick([0, 1, 2, 5, 50, 300, -1, Number(schema['minimum'] ?? 0), Date.parse('2026-11-24T07:00:00Z')])
    case 'boolean':
      return dice.below(2) === 0
    default:
      return null
  }
}

function objectFor(schema: Schema, dice: Dice, known: readonly string[]): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>
  const made: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(properties)) if (dice.below(12) > 0) made[name] = valueFor(part, dice, known)
  const more = schema['additionalProperties']
  if (typeof more === 'object' && more !== null) made[dice.pick(known)] = valueFor(more as Schema, dice, known)
  if (dice.below(8) === 0) made[dice.pick(HOSTILE_TEXTS)] = dice.pick(HOSTILE_TEXTS)
  return made
}

function textFor(schema: Schema, dice: Dice, known: readonly string[]): string {
  if (dice.below(4) === 0) return dice.pick(HOSTILE_TEXTS)
  switch (schema['format']) {
    case 'date-time':
      return dice.pick(['2026-11-24T07:00:00.000Z', '2026-11-24T07:03:00.000Z', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])
    case 'date':
      return dice.pick(['2026-11-24', '2026-03-29', '9999-12-31', '0001-01-01'])
    case 'email':
      return dice.pick(['ada@example.org', 'a@b.de'])
    case 'uuid':
      return dice.pick([...known.filter((id) => /^[0-9a-f-]{36}$/.test(id)), '7d1e4a63-9c55-4a2b-8c4d-5e6f70819203'])
    default:
      return dice.pick([...known, 'x', 'de', 'rathaus'])
  }
}
