import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { silentLog } from '../../main/log.ts'
import { diskAt } from '../../main/store/disk.ts'
import { openStores } from '../../main/store/stores.ts'
import { createUpkeep } from '../../main/upkeep.ts'

test('the hour’s work that is under way when the station ends is its last', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-upkeep-'))
  const stores = openStores(folder, { newEpoch: () => randomUUID(), onCacheRebuilt: () => undefined })
  t.after(async () => {
    await stores.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const waiting = new Set<() => void>()
  const clock = {
    now: () => Date.parse('2026-11-23T09:00:00Z'),
    after: (_milliseconds: number, call: () => void) => {
      waiting.add(call)
      return () => void waiting.delete(call)
    },
  }
  const gate = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  let rounds = 0
  const forgetPast = async (before: string) => {
    rounds += 1
    if (rounds > 1) await gate.promise
    return stores.bookings.forgetPast(before)
  }
  const disk = {
    ...diskAt(folder),
    backups: {
      dropAnswered: () => [],
      keep: async () => {
        if (rounds > 1) ended.resolve()
      },
    },
  }
  const upkeep = createUpkeep({
    stores: { ...stores, bookings: { ...stores.bookings, forgetPast } },
    disk,
    clock,
    log: silentLog,
  })
  await upkeep.begin(async () => undefined)
  const [anHourLater] = waiting
  waiting.clear()
  anHourLater?.()
  upkeep.stop()
  gate.resolve()
  await ended.promise
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(waiting.size, 0)
})
