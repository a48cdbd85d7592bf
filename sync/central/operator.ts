import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { VERSION } from './version.ts'
import { systemClock, systemTimers } from './clock.ts'
import { BadConfig, parseStrictly, PLACE_FLAGS, readConfig } from './config.ts'
import { createLog } from './log.ts'
import { databaseFile, openContext } from './open-central.ts'
import { BadCommand, type Command, type FileCommand } from './operator/command.ts'
import { COMMANDS } from './operator/commands.ts'
import { fileFault } from './file-fault.ts'
import { helpFor, helpOf } from './operator/help.ts'
import { systemRandom } from './random.ts'
import { StoreUnusable } from './store/store.ts'
import { NoCatalogue } from './town/town-source.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)
const remark = (line: string) => void process.stderr.write(`${line}\n`)

/** Runs one command on central's store; a running server beside it notices what has changed. Answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const asked = wordsOf(args)
  const command = COMMANDS.find(({ words }) => words.split(' ').every((word, index) => asked[index] === word))
  if (args.length === 0 || (!command && args.includes('--help'))) {
    say(helpOf(COMMANDS))
    return 0
  }
  if (!command && args.includes('--version')) {
    say(VERSION)
    return 0
  }
  if (!command)
    throw new BadCommand(`there is no command "${(asked.length > 0 ? asked : args).slice(0, 2).join(' ')}"; --help lists them`)
  if (args.includes('--help')) {
    say(helpFor(command))
    return 0
  }
  const { values, operand } = parseCommand(command, args)
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
  const config = readConfig({ config: text('config'), data: text('data') }, process.env)
  const log = createLog(systemClock, (line) => process.stderr.write(line))
  const given = { text, flag: (name: string) => values[name] === true, operand }
  // What a command that fails has to say is no result of it: a script that keeps stdout is not to take it for one.
  const lines: string[] = []
  const keep = (line: string) => void lines.push(line)
  const ended = (done: boolean) => {
    for (const line of lines) (done ? say : remark)(line)
    return done ? 0 : 1
  }
  if ('runOnFiles' in command) return ended(await command.runOnFiles(given, { config, nowMs: systemClock.nowMs(), say: keep }))
  // A mistyped folder would else be given a database and keys of its own.
  if (command.begins !== true && config.databaseUrl === null && !existsSync(databaseFile(config.dataDir)))
    throw new StoreUnusable(`data: there is no central in ${config.dataDir}; "catalog import" or npm start makes one`)
  const ports = { clock: systemClock, timers: systemTimers, random: systemRandom, log }
  const context = await openContext(config, ports, config.publicUrl ?? 'http://127.0.0.1')
  try {
    return ended(await command.run(given, { context, config, say: keep, remark, readSecret }))
  } finally {
    await context.store.close()
  }
}

/** What is no option. Where central lies may be said before the command as well: its folder is no word of it. */
const wordsOf = (args: readonly string[]): string[] =>
  args.filter((arg, index) => !arg.startsWith('-') && !Object.keys(PLACE_FLAGS).some((name) => args[index - 1] === `--${name}`))

function parseCommand(command: Command | FileCommand, args: readonly string[]) {
  const options = Object.fromEntries(Object.entries(command.options).map(([name, { type }]) => [name, { type }]))
  const parsed = parseStrictly(() =>
    parseArgs({ args: [...args], options: { ...options, ...PLACE_FLAGS }, strict: true, allowPositionals: true }),
  )
  const values: Readonly<Record<string, string | boolean | undefined>> = parsed.values
  const own = command.words.split(' ').length
  const [operand, extra] = parsed.positionals.slice(own)
  const missing = Object.entries(command.options).find(
    ([name, option]) => 'needed' in option && option.needed && (values[name] ?? '') === '',
  )
  if (missing) throw new BadCommand(`${command.words}: --${missing[0]} is needed (${missing[1].means})`)
  if (command.operand !== undefined && operand === undefined)
    throw new BadCommand(`${command.words}: ${command.operand} is needed`)
  const unwanted = command.operand === undefined ? operand : extra
  if (unwanted !== undefined) throw new BadCommand(`${command.words}: "${unwanted}" is not expected`)
  return { values, operand: operand ?? '' }
}

/** One line from stdin; where that is a terminal, what is typed is not shown. */
function readSecret(question: string): Promise<string | null> {
  const typed = process.stdin.isTTY
  if (typed) process.stderr.write(question)
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: typed })
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
    })
    lines.once('close', () => {
      if (typed) process.stderr.write('\n')
      resolve(null)
    })
  })
}

// Whoever reads our lines may stop early, as `head` does.
process.stdout.on('error', () => process.exit(0))

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    const isUsage = error instanceof BadCommand || error instanceof BadConfig
    const isKnown = isUsage || error instanceof StoreUnusable || error instanceof NoCatalogue
    const known = isKnown ? error.message : fileFault(error)
    process.stderr.write(`foyer: ${known ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`)
    process.exitCode = isUsage ? 2 : 1
  },
)
