import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import type { OfficeDay } from '../../../sync/contract/office-day.ts'
import { startCentralKit } from '../../support/central-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const DAYS = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']
const WRITERS = 8
const EACH = 12

onBothStores('a kiosk that follows its cursor', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('misses no change, however many are made while it reads', { timeout: 60_000 }, async () => {
    const kit = stopLater(await startCentralKit({ databaseUrl: await makeDatabase(), town: smallTown({ seats: 100 }) }))
    const [writer, reader] = [await kit.enrol(), await kit.enrol()]
    let writing = WRITERS
    const write = async () => {
      for (let count = 0; count < EACH; count += 1) {
        const day = DAYS[count % DAYS.length] ?? ''
        const services = [{ serviceId: 'melden', count: 1 }]
        const wish = { bookingId: randomUUID(), officeId: 'rathaus', services, startsAt: `${day}T08:00:00.000Z` }
        assert.equal((await writer.hold(wish)).status, 200)
      }
      writing -= 1
    }
    const image = new Map<string, OfficeDay>()
    let cursor = 0
    const read = async () => {
      const { days, cursors } = await reader.sync({ cursors: { rathaus: cursor } })
      for (const day of days) image.set(day.day, day)
      assert.ok((cursors['rathaus'] ?? 0) >= cursor, 'a cursor never goes back')
      cursor = cursors['rathaus'] ?? cursor
    }
    const follow = async () => {
      while (writing > 0) await read()
      await read()
    }
    await Promise.all([follow(), ...Array.from({ length: WRITERS }, write)])
    const whole = await reader.sync({ cursors: { rathaus: -1 } })
    assert.deepEqual(
      whole.days.map((day) => image.get(day.day)),
      whole.days,
    )
  })
})
