import { posix } from 'node:path'
import { parseSync } from 'vite'

/** A broken house rule, told as `file:line  what`. */
export type Breach = { readonly file: string; readonly line: number; readonly rule: string }

type Room = {
  readonly folder: string
  /** Folders or files of this project that the room may import; its own folder always. */
  readonly project: readonly string[]
  readonly node: boolean
  /** npm packages by name; `*` for any but electron. */
  readonly packages: readonly string[]
}

/** Who may import whom. The first room whose folder holds the file rules it. */
const ROOMS: readonly Room[] = [
  { folder: 'sync/contract/', project: [], node: false, packages: ['zod'] },
  { folder: 'sync/kiosk/', project: ['sync/contract/'], node: false, packages: ['eventsource-parser', 'zod'] },
  { folder: 'sync/central/', project: ['sync/contract/', 'package.json'], node: true, packages: ['*'] },
  { folder: 'machines/', project: ['sync/contract/'], node: false, packages: ['xstate'] },
  {
    folder: 'main/electron/',
    project: ['main/app.ts', 'main/config.ts', 'main/ports.ts', 'main/log.ts', 'main/bridge/', 'sync/contract/'],
    node: true,
    packages: ['electron'],
  },
  {
    folder: 'main/loopback/',
    project: ['main/app.ts', 'main/config.ts', 'main/ports.ts', 'main/log.ts', 'main/bridge/', 'sync/contract/'],
    node: true,
    packages: ['*'],
  },
  { folder: 'main/bridge/contract', project: ['sync/contract/'], node: false, packages: ['zod'] },
  { folder: 'main/', project: ['machines/', 'sync/contract/', 'sync/kiosk/', 'package.json'], node: true, packages: ['*'] },
  {
    folder: 'renderer/',
    project: ['machines/', 'sync/contract/', 'main/bridge/contract', 'assets/'],
    node: false,
    packages: ['preact', 'xstate', 'zod', 'simple-keyboard', 'simple-keyboard-layouts', 'uuid', '@kern-ux/native', '@fontsource'],
  },
  { folder: 'test/', project: ['main/', 'machines/', 'renderer/', 'sync/', 'assets/'], node: true, packages: ['*', 'vite'] },
]

const MAX_LINES = 250
// A language's words and a database's schema are tables: cutting one in two would make it harder to read.
const WORDS_AND_SCHEMAS = /\/(texts?|receipt-texts)\/[^/]+\.ts$|\/store\/\d{3}-[^/]+\.ts$/
const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate'])
const MEMBERS = new Set([
  'Date.now',
  'performance.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'process.env',
  'AbortSignal.timeout',
])
const NODE_SOURCES: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues', 'webcrypto'],
  'node:timers': ['setTimeout', 'setInterval', 'setImmediate'],
  'node:timers/promises': ['setTimeout', 'setInterval', 'setImmediate', 'scheduler'],
  'node:process': ['env'],
  'node:perf_hooks': ['performance'],
}

/** Every rule of the house that one file breaks. `path` is relative to the project's root, with forward slashes. */
export function breachesOf(
  path: string,
  source: string,
  rules: { adapters: readonly string[]; forbiddenWords: RegExp },
): Breach[] {
  const found: Breach[] = []
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length
  const add = (offset: number, rule: string) => found.push({ file: path, line: lineAt(offset), rule })

  const lines = source.trimEnd().split('\n').length
  if (lines > MAX_LINES && !WORDS_AND_SCHEMAS.test(path))
    found.push({ file: path, line: lines, rule: `has ${lines} lines; ${MAX_LINES} is the limit` })
  for (const match of source.matchAll(rules.forbiddenWords)) add(match.index, `names a place outside the project: ${match[0]}`)

  const parsed = parseSync(path, source)
  for (const error of parsed.errors) add(0, `does not parse: ${error.message}`)
  for (const comment of parsed.comments) {
    if (/@ts-(ignore|nocheck)/.test(comment.value)) add(comment.start, 'silences the compiler')
    if (/\b(TODO|FIXME|XXX)\b/.test(comment.value)) add(comment.start, 'leaves a job undone in a comment')
  }
  const imported = parsed.module.staticImports.map((one) => ({
    specifier: one.moduleRequest.value,
    start: one.start,
    names: one.entries.map((entry) => entry.importName.name ?? '*'),
  }))
  const reexported = parsed.module.staticExports.flatMap((one) =>
    one.entries.flatMap(({ moduleRequest }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, start: one.start, names: [] as string[] }] : [],
    ),
  )
  const dynamic = parsed.module.dynamicImports.map(({ moduleRequest: at, start }) => ({
    specifier: source.slice(at.start, at.end).replace(/^['"`]|['"`]$/g, ''),
    start,
    names: ['*'],
  }))
  const adapter = path.startsWith('test/') || rules.adapters.includes(path)
  for (const one of [...imported, ...reexported, ...dynamic]) {
    const breach = importBreach(path, one.specifier)
    if (breach !== null) add(one.start, breach)
    const kept = NODE_SOURCES[one.specifier]
    const taken = kept && one.names.find((name) => kept.includes(name))
    if (!adapter && taken) add(one.start, `takes ${taken} from ${one.specifier} outside the adapters`)
  }

  walk(parsed.program, (node) => {
    if (node.type === 'TSAnyKeyword') add(node.start, 'uses `any`')
    if (node.type === 'TSEnumDeclaration') add(node.start, 'declares an enum')
    if (node.type === 'ExportDefaultDeclaration' && !isConfig(path)) add(node.start, 'exports a default')
    if (adapter) return
    if (node.type === 'MemberExpression') {
      const member = `${name(node['object'])}.${name(node['property'])}`
      if (MEMBERS.has(member.replace(/^globalThis\./, ''))) add(node.start, `uses ${member} outside the adapters`)
    }
    if (node.type === 'CallExpression' && TIMERS.has(name(node['callee'])))
      add(node.start, `starts a timer outside the adapters: ${name(node['callee'])}`)
    if (node.type === 'NewExpression' && name(node['callee']) === 'Date' && listed(node['arguments']).length === 0)
      add(node.start, 'reads the clock outside the adapters: new Date()')
  })
  return found
}

/** Values that a file exports although no other file names them, as `file: name`. `sources`: texts by their paths. */
export function exportedForNobody(sources: ReadonlyMap<string, string>): string[] {
  const namedIn = new Map<string, number>()
  for (const source of sources.values())
    for (const word of new Set(source.match(/[A-Za-z_$][\w$]*/g))) namedIn.set(word, (namedIn.get(word) ?? 0) + 1)
  return [...sources].flatMap(([path, source]) =>
    [...source.matchAll(/^export (?:async )?(?:function\*?|const|class) ([\w$]+)/gm)].flatMap(([, value = '']) =>
      namedIn.get(value) === 1 ? [`${path}: ${value}`] : [],
    ),
  )
}

function importBreach(path: string, specifier: string): string | null {
  const room = ROOMS.find(({ folder }) => path.startsWith(folder))
  if (!room) return null
  const may = `${room.folder} may not import ${specifier}`
  if (specifier.startsWith('node:')) return room.node ? null : may
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(path), specifier))
    const allowed = target.startsWith(room.folder) || room.project.some((prefix) => target.startsWith(prefix))
    if (allowed && target.startsWith('main/electron/') && !path.startsWith('main/electron/') && !path.startsWith('test/'))
      return may
    return allowed || (path.startsWith('test/') && !target.includes('/')) ? null : may
  }
  const parts = specifier.split('/')
  const scoped = specifier.startsWith('@') ? [parts[0], parts.slice(0, 2).join('/')] : [parts[0]]
  // Even a type import of better-sqlite3 outside the store would let SQL leak into the station.
  if (parts[0] === 'better-sqlite3' && path.startsWith('main/') && !path.startsWith('main/store/')) return may
  // In plain Node, importing electron starts a download.
  if (parts[0] === 'electron') return room.packages.includes('electron') ? null : may
  return room.packages.includes('*') || scoped.some((one) => one !== undefined && room.packages.includes(one)) ? null : may
}

/** The files tools insist on having a default export, and ambient declarations of other people's modules. */
const isConfig = (path: string) => /^[^/]+\.config\.ts$/.test(path) || path.endsWith('-reporter.ts') || path.endsWith('.d.ts')

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [])
const name = (value: unknown): string => {
  if (!isNode(value)) return ''
  if (value.type === 'MemberExpression') return `${name(value['object'])}.${name(value['property'])}`
  return typeof value['name'] === 'string' ? value['name'] : ''
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (isNode(value)) visit(value)
  for (const child of Object.values(value)) if (typeof child === 'object') walk(child, visit)
}
