import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { closeDay } from '../../../../sync/central/booking/close-day.ts'
import { HoldAnswer } from '../../../../sync/contract/kiosk-api.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { startZmsTown } from '../../../support/provided-kit.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const DAY = '2026-12-01'
const STARTS_AT = '2026-12-01T09:00:00.000Z'
const LATER = '2026-12-01T10:00:00.000Z'

const { start } = await startZmsTown()

onBothStores('an office of ZMS that staff have closed here', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('sells nothing of that time, whatever its calendar says', async () => {
    const kit = stopLater(await start({ databaseUrl: await makeDatabase(), offered: { [STARTS_AT]: 1, [LATER]: 1 } }))
    const kiosk = await kit.enrol()
    const closing = { officeId: '10', day: DAY, from: '09:00', until: '10:30', reason: 'Streik' }
    await closeDay(kit.context, { ...closing, actor: { kind: 'staff', id: 's' } })
    kit.clock.pass(6)
    await kit.work()
    const hold = async (startsAt: string) => {
      const wish = { bookingId: randomUUID(), officeId: '10', services: [{ serviceId: '1063441', count: 1 }], startsAt }
      const answer = HoldAnswer.parse((await kiosk.hold(wish)).body)
      return answer.outcome === 'slotTaken' ? answer.alternatives.map((slot) => slot.startsAt) : answer.outcome
    }
    assert.deepEqual(await hold(STARTS_AT), [LATER])
    assert.equal(await hold(LATER), 'held')
  })
})
