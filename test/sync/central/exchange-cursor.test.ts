import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { addDays } from '../../../sync/contract/local-date.ts'
import type { OfficeDay } from '../../../sync/contract/office-day.ts'
import { startCentralKit } from '../../support/central-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const WRITERS = 8
const EACH = 8

onBothStores('a kiosk that follows its cursor', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('misses no change, however many are made while it reads', { timeout: 60_000 }, async () => {
    const town = smallTown({ horizonDays: WRITERS * EACH + 1 })
    const kit = stopLater(await startCentralKit({ databaseUrl: await makeDatabase(), town }))
    const [writer, reader] = [await kit.enrol(), await kit.enrol()]
    let writing = WRITERS
    const write = async (number: number) => {
      for (let count = 0; count < EACH; count += 1) {
        // A day is changed once: a change that was missed is not made up for by a later one.
        const day = addDays('2026-11-23', 1 + number * EACH + count)
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
    await Promise.all([follow(), ...Array.from({ length: WRITERS }, (_, number) => write(number))])
    const whole = await reader.sync({ cursors: { rathaus: -1 } })
    assert.deepEqual(
      whole.days.map((day) => image.get(day.day)),
      whole.days,
    )
  })
})
