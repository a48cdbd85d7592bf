import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before } from 'node:test'
import { type DeskBridge, deskBridge, deskMessage } from '../../main/bridge/contract-desk.ts'
import { deskRoom } from '../../sync/central/desk/desk-room.ts'
import { addStaff } from '../../sync/central/staff/accounts.ts'
import type { Role } from '../../sync/central/staff/roles.ts'
import type { DeskBooking } from '../../sync/contract/desk-records.ts'
import { type Client, createClient } from '../../sync/contract/rpc.ts'
import { type CentralKit, type KitOptions, startCentralKit } from './central-kit.ts'
import { ADA } from './kiosk-device.ts'
import { COST, PASSWORD } from './people-kit.ts'
import { smallTown } from './small-town.ts'
import { OFFICE, PASSPORT, removeFolder, startStationKit, type StationKit } from './station-kit.ts'

export type PageOfDesk = Client<DeskBridge>

/** What a desk's page may ask its station. */
export const deskOf = ({ call }: Pick<StationKit['page'], 'call'>): PageOfDesk =>
  createClient(deskBridge, (method, input) => call(deskMessage(method), input))

export const callAt = (startsAt: string, changes: Partial<DeskBooking> = {}): DeskBooking => ({
  bookingId: randomUUID(),
  officeId: OFFICE,
  services: PASSPORT,
  startsAt,
  person: ADA,
  language: 'de',
  confirmation: 'link',
  consentVersion: '1',
  ...changes,
})

export const firstFree = async (desk: PageOfDesk): Promise<string> => {
  const found = await desk.findSlots({ services: PASSPORT, officeIds: [OFFICE], count: 3 })
  assert.ok(found.outcome === 'slots')
  assert.ok(found.slots[0])
  return found.slots[0].startsAt
}

export type SharedCentral = {
  readonly central: () => CentralKit
  readonly start: (options?: Parameters<typeof startStationKit>[1]) => Promise<StationKit>
  /** A fresh account, with what it signs in by. */
  readonly account: (role?: Role, offices?: string[]) => Promise<{ email: string; password: string }>
}

/** A central for the tests of a block; it takes few enrolments a minute from one address, so not one for all. */
export function shareCentral(options: KitOptions = {}): SharedCentral {
  let kit: CentralKit | null = null
  const stations: StationKit[] = []
  const central = () => {
    assert.ok(kit, 'central is started before the tests')
    return kit
  }
  before(async () => {
    kit = await startCentralKit({ town: smallTown({ seats: 1 }), rooms: [deskRoom({ cost: COST })], ...options })
  })
  afterEach(async () => {
    for (const station of stations.splice(0)) {
      await station.stop()
      removeFolder(station.folder)
    }
  })
  after(() => kit?.stop())
  return {
    central,
    start: async (given = {}) => {
      const station = await startStationKit(central(), { profile: 'desk', ...given })
      stations.push(station)
      return station
    },
    account: async (role = 'frontDesk', offices = [OFFICE]) => {
      const email = `${randomUUID().slice(0, 8)}@stadt.example`
      const added = await addStaff(central().context, { email, name: 'Kim Beispiel', role, offices, password: PASSWORD }, COST)
      assert.equal(added.outcome, 'added')
      return { email, password: PASSWORD }
    },
  }
}
