import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readConfig } from '../../../main/config.ts'
import { stationFolder } from '../../../main/data-folder.ts'
import { systemClock, systemMonotonic } from '../../../main/clock.ts'
import { silentLog } from '../../../main/log.ts'
import { createVirtualPrinter } from '../../../main/printing/virtual.ts'
import { systemRandom } from '../../../main/random.ts'
import { createStation } from '../../../main/station.ts'
import { type Disk, diskAt } from '../../../main/store/disk.ts'

const root = mkdtempSync(join(tmpdir(), 'foyer-kept-'))
after(() => rmSync(root, { recursive: true, force: true }))

/** Starts a station over a folder of its own, which `spoil` may have spoiled first. */
function start(name: string, spoil: (folder: string) => Partial<Disk>) {
  const answer = readConfig(['--data', join(root, name)], {})
  if (answer.outcome === 'fault') throw new Error(answer.message)
  const folder = stationFolder(answer.config)
  mkdirSync(folder, { recursive: true })
  const disk = { ...diskAt(folder), ...spoil(folder) }
  const station = () =>
    createStation(
      { config: answer.config, central: 'http://127.0.0.1:9', addressParameters: false, version: 'test' },
      {
        clock: systemClock,
        monotonic: systemMonotonic,
        random: systemRandom,
        log: silentLog,
        fetch: () => Promise.reject(new TypeError('fetch failed')),
        printer: createVirtualPrinter({ folder: join(root, name, 'receipts'), columns: 48 }),
        disk,
      },
    )
  return { folder, station }
}

/** The folder's files that this process has open; nothing where the system does not tell. */
const openFiles = (folder: string): string[] =>
  existsSync('/proc/self/fd')
    ? readdirSync('/proc/self/fd').flatMap((handle) => {
        try {
          const file = readlinkSync(join('/proc/self/fd', handle))
          return file.startsWith(folder) ? [file] : []
        } catch {
          return []
        }
      })
    : []

async function threadHasEnded(): Promise<void> {
  while (process.getActiveResourcesInfo().includes('MessagePort')) await new Promise((resolve) => void setImmediate(resolve))
}

/** The disk itself is what fails. */
const DISK: Partial<Disk> = {}
const broken = (): never => {
  throw new Error('broken')
}
const FAILURES: Readonly<Record<string, (folder: string) => Partial<Disk>>> = {
  'its start cannot be counted': (folder) => {
    mkdirSync(join(folder, 'generation.new'), { recursive: true })
    return DISK
  },
  'its cache cannot be made': (folder) => {
    mkdirSync(join(folder, 'cache.db'), { recursive: true })
    return DISK
  },
  'its key cannot be read': () => ({ deviceKey: broken }),
  'what it remembers of its menu cannot be read': () => ({
    service: { tries: broken, outOfOrder: { closed: broken, set: broken } },
  }),
}

for (const [why, spoil] of Object.entries(FAILURES)) {
  test(`a station whose start fails since ${why} leaves no thread and no file open`, { timeout: 120_000 }, async () => {
    const { folder, station } = start(why, spoil)
    // In one line for the operator, where the disk is to blame.
    const refusals = [join(folder, 'generation'), join(folder, 'cache.db')].map((file) => `${file} cannot be written`)
    assert.throws(station, ({ name, message }: Error) =>
      spoil(folder) === DISK
        ? name === 'StoreRefused' && refusals.some((line) => message.startsWith(line))
        : message === 'broken',
    )
    await threadHasEnded()
    assert.deepEqual(openFiles(folder), [])
  })
}
