import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bookingNumber } from '../../sync/contract/booking.ts'
import { readProof, signedBytes } from '../../sync/contract/receipt-proof.ts'
import { TICK_MINUTES } from '../../sync/contract/values.ts'
import { isSignedBy } from '../is-signed-by.ts'
import type { OperatorCommand, World } from './command.ts'

const USAGE = 'receipt verify CODE [--keys FILE]: CODE is what the receipt’s QR code says; FILE what kiosk list --keys printed'

/**
 * Tells whether a terminal of ours gave this receipt out, without asking any server: a promise counts even when the
 * terminal that made it is lost. The keys come from a file or from central's store on this machine.
 */
export const receiptVerify: OperatorCommand = async (args, world) => {
  const asked = read(args)
  if (asked === null) {
    world.write(USAGE)
    return 2
  }
  const keys = asked.keys === null ? keysOfCentral(asked.place) : keysIn(asked.keys)
  if (typeof keys === 'string') {
    world.write(keys)
    return 2
  }
  return judge(asked.code, keys, world)
}

type Key = { readonly kioskId: string; readonly publicKey: string }

function judge(code: string, keys: readonly Key[], { write }: World): number {
  const proof = readProof(code)
  if (proof === null) {
    write('not a receipt of ours: it cannot be read')
    return 1
  }
  if (keys.length === 0) {
    write(`no terminal's key is known here; ${USAGE}`)
    return 2
  }
  const signer = keys.find(({ publicKey }) => isSignedBy(publicKey, signedBytes(proof.bytes), proof.signature))
  if (!signer) {
    write(`not valid: none of ${keys.length} terminals has signed it`)
    return 1
  }
  const { bookingId, officeId, startsAt, ticks, promised, bookedAt } = proof.fact
  const what = promised ? 'promised' : 'requested, not promised'
  write(`valid: ${bookingNumber(bookingId)}, ${officeId}, ${startsAt}, ${ticks * TICK_MINUTES} minutes, ${what}`)
  write(`booked ${bookedAt} at ${signer.kioskId}, booking ${bookingId}`)
  return 0
}

function read(args: readonly string[]) {
  try {
    const options = { keys: { type: 'string' }, data: { type: 'string' }, config: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [verb, code, more] = positionals
    if (verb !== 'verify' || code === undefined || more !== undefined) return null
    const { keys = null, data, config } = values
    const place = [...(data === undefined ? [] : ['--data', data]), ...(config === undefined ? [] : ['--config', config])]
    return { code, keys, place }
  } catch {
    return null
  }
}

function keysIn(file: string): Key[] | string {
  try {
    return parseKeys(readFileSync(file, 'utf8'))
  } catch (error) {
    return `${file} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'})`
  }
}

function keysOfCentral(place: readonly string[]): Key[] | string {
  const script = join(import.meta.dirname, '../../sync/central/operator.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, 'kiosk', 'list', '--keys', ...place], {
    encoding: 'utf8',
  })
  return status === 0 ? parseKeys(stdout) : `the terminals’ keys cannot be had; ${USAGE}\n${stderr.trim()}`
}

const parseKeys = (text: string): Key[] =>
  text.split('\n').flatMap((line) => {
    const [kioskId, publicKey] = line.trim().split(/\s+/)
    return kioskId === undefined || publicKey === undefined ? [] : [{ kioskId, publicKey }]
  })
