/** A schema as JSON Schema has it (draft 2020-12): what the handbook's tables are made from. */
export type Json = { readonly [key: string]: unknown }
export const asJson = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})

const FORMATS: Readonly<Record<string, string>> = { uri: 'address', email: 'e-mail address' }

/** What a value may be, in words: "integer from 5 to 3600", "`lobby`, `desk`". */
export function allowed(schema: Json): string {
  const anyOf = schema['anyOf']
  if (Array.isArray(anyOf)) return anyOf.map((one) => allowed(asJson(one))).join(' or ')
  if ('const' in schema) return `\`${String(schema['const'])}\``
  const values = schema['enum']
  if (Array.isArray(values)) return values.map((value) => `\`${String(value)}\``).join(', ')
  if (schema['type'] === 'array') return `list of ${allowed(asJson(schema['items']))}`
  const range = [
    typeof schema['minimum'] === 'number' && schema['minimum'] > Number.MIN_SAFE_INTEGER ? `from ${schema['minimum']}` : '',
    typeof schema['maximum'] === 'number' && schema['maximum'] < Number.MAX_SAFE_INTEGER ? `to ${schema['maximum']}` : '',
  ].filter(Boolean)
  const types: readonly unknown[] = [schema['type']].flat()
  const format = FORMATS[String(schema['format'])]
  const names = types.filter((type) => typeof type === 'string').map((type) => (type === 'string' ? (format ?? 'text') : type))
  return [names.join(' or '), ...range].join(' ')
}

export type SettingsTable = {
  /** What each key means, by its whole name (`idle.quietSeconds`); a key without one is a bug, and throws. */
  readonly meanings: Readonly<Record<string, string>>
  /** What holds where nothing is set, by key; else what the schema itself says. */
  readonly defaults: Json
}

/** A row of a table in Markdown for each key of a schema: key, value, default, meaning. */
export function settingsRows(schema: Json, { meanings, defaults }: SettingsTable, prefix = ''): string[] {
  const needed = schema['required']
  return Object.entries(asJson(schema['properties'])).flatMap(([name, value]) => {
    const key = `${prefix}${name}`
    const inner = asJson(value)
    if (inner['properties'] !== undefined) return settingsRows(inner, { meanings, defaults: asJson(defaults[name]) }, `${key}.`)
    const meaning = meanings[key]
    if (meaning === undefined) throw new Error(`${key} has no explanation`)
    const preset = name in defaults ? defaults[name] : inner['default']
    const without = Array.isArray(needed) && needed.includes(name) ? `needed in \`${prefix.slice(0, -1)}\`` : 'none'
    return [
      `| \`${key}\` | ${allowed(inner)} | ${preset === undefined ? without : `\`${JSON.stringify(preset)}\``} | ${meaning} |`,
    ]
  })
}
