import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readEscPos } from './escpos-reader.ts'
import type { Columns } from './layout.ts'
import { DOTS_PER_COLUMN } from './layout.ts'
import { drawPaper } from './paper.ts'
import type { PrintBytes, Printer, PrinterStatus, PrintOutcome } from './transport.ts'

/** What the file `printer-state` beside the receipts may say; without it the printer is `ready`. */
const VIRTUAL_STATES = ['ready', 'near-end', 'paper-out', 'cover-open', 'offline', 'silent', 'dies-half-way'] as const
export type VirtualState = (typeof VIRTUAL_STATES)[number]

const STATUS: Readonly<Record<VirtualState, PrinterStatus>> = {
  ready: { trouble: null, nearEnd: false },
  'near-end': { trouble: null, nearEnd: true },
  'paper-out': { trouble: 'paperOut', nearEnd: true },
  'cover-open': { trouble: 'coverOpen', nearEnd: false },
  offline: { trouble: 'offline', nearEnd: false },
  silent: { trouble: 'silent', nearEnd: false },
  'dies-half-way': { trouble: null, nearEnd: false },
}

/**
 * A printer for machines without one: `NNNN.bin` holds the very bytes, `NNNN.png` what a thermal printer makes of them.
 * The picture is complete before `print` answers.
 */
export function createVirtualPrinter({ folder, columns }: { folder: string; columns: Columns }): Printer {
  const state = async (): Promise<VirtualState> => {
    const text = await readFile(join(folder, 'printer-state'), 'utf8').catch(() => 'ready')
    return VIRTUAL_STATES.find((candidate) => candidate === text.trim()) ?? 'ready'
  }
  const print = async ({ bytes }: PrintBytes, signal: AbortSignal): Promise<PrintOutcome> => {
    const now = await state()
    const { trouble } = STATUS[now]
    if (trouble !== null) return { outcome: 'failed', reason: trouble }
    if (signal.aborted) return { outcome: 'failed', reason: 'aborted' }
    const died = now === 'dies-half-way'
    await leave(folder, columns, died ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes)
    return died ? { outcome: 'maybePrinted', reason: 'silent' } : { outcome: 'printed' }
  }
  return { status: async () => STATUS[await state()], print }
}

async function leave(folder: string, columns: Columns, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  const taken = (await readdir(folder)).map((name) => Number(/^(\d{4,})\.(?:bin|png)$/.exec(name)?.[1] ?? 0))
  const name = String(Math.max(0, ...taken) + 1).padStart(4, '0')
  await writeFile(join(folder, `${name}.bin`), bytes, { flag: 'wx' })
  const dots = columns * DOTS_PER_COLUMN
  const png = drawPaper(readEscPos(bytes, dots), dots)
  // Renamed into place, so that whoever watches the folder never reads half a picture.
  await writeFile(join(folder, `${name}.png.part`), png)
  await rename(join(folder, `${name}.png.part`), join(folder, `${name}.png`))
}
