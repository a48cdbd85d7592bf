import * as z from 'zod/mini'
import { CentralInfo } from '../../sync/contract/kiosk-api.ts'
import type { SignedSettings } from '../../sync/contract/town-settings.ts'
import type { Identity } from '../../sync/kiosk/connect.ts'
import type { Contact } from '../../sync/kiosk/escrow-keeper.ts'
import { TownKeys } from '../../sync/contract/take-along.ts'
import type { Enrolled, TownKeyring } from '../../sync/kiosk/parts.ts'
import type { Afar } from './afar.ts'
import type { Connection } from './open.ts'

const KeptContact = z.object({
  generation: z.int(),
  heardAtMs: z.nullable(z.number()),
  // An older version has not kept it.
  centralAtMs: z.optional(z.number()),
  frozen: z.boolean(),
})

/** Who this device is and which central it trusts. */
export type Device = Identity &
  TownKeyring & {
    /** Names one life of this database (sync/contract/kiosk-api.ts). */
    readonly epoch: () => string
    /** The log of ops goes on as another one: what central has seen under the old name is not continued. */
    readonly renewEpoch: () => Promise<void>
    readonly central: () => CentralInfo | null
    /** Central takes nothing from this device any more. It stays so through a restart, until central says otherwise. */
    readonly revoked: () => boolean
    readonly setRevoked: (revoked: boolean) => Promise<void>
    readonly contact: () => Contact | null
    readonly setContact: (contact: Contact) => Promise<void>
    /** The town's settings, as central signed them. */
    readonly settings: () => unknown
    readonly setSettings: (settings: SignedSettings) => Promise<void>
  }

export type DeviceRows = ReturnType<typeof deviceRows>
type DeviceKeyword = 'epoch' | 'kiosk' | 'central' | 'contact' | 'townKeys' | 'settings' | 'revoked'
export type DeviceValues = Readonly<Partial<Record<DeviceKeyword, unknown>>>

/** Where the connection is. */
export function deviceRows(database: Connection) {
  const put = database.prepare(
    'insert into device (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  )
  const all = database.prepare('select key, value from device')
  return {
    read: (): DeviceValues =>
      Object.fromEntries((all.all() as { key: string; value: string }[]).map(({ key, value }) => [key, JSON.parse(value)])),
    store: (key: DeviceKeyword, value: unknown): void => {
      put.run(key, JSON.stringify(value))
    },
  }
}

export function openDevice(rows: Afar<DeviceRows>, known: DeviceValues, newEpoch: () => string): Device {
  let epoch = String(known.epoch)
  let central = read(CentralInfo, known.central)
  let contact: Contact | null = read(KeptContact, known.contact)
  let townKeys = read(TownKeys, known.townKeys)?.keys ?? []
  let settings: unknown = known.settings
  let revoked = known.revoked === true
  let kiosk = (known.kiosk ?? null) as Enrolled | null
  return {
    epoch: () => epoch,
    renewEpoch: async () => {
      const next = newEpoch()
      await rows.store('epoch', next)
      epoch = next
    },
    central: () => central,
    known: () => kiosk,
    townKeys: () => townKeys,
    setTownKeys: async (keys) => {
      await rows.store('townKeys', { keys })
      townKeys = keys
    },
    revoked: () => revoked,
    setRevoked: async (news) => {
      if (news !== revoked) await rows.store('revoked', news)
      revoked = news
    },
    contact: () => contact,
    setContact: async (news) => {
      await rows.store('contact', news)
      contact = news
    },
    settings: () => settings,
    setSettings: async (news) => {
      await rows.store('settings', news)
      settings = news
    },
    keep: async (enrolled) => {
      await rows.store('kiosk', enrolled)
      kiosk = enrolled
    },
    setCentral: async (answer) => {
      const lasting = ({ publicUrl, sealingKey }: CentralInfo) => JSON.stringify([publicUrl, sealingKey])
      // The server's time changes with every answer: not worth a write.
      if (central === null || lasting(central) !== lasting(answer)) await rows.store('central', answer)
      central = answer
    },
  }
}

function read<Shape extends z.ZodMiniType>(shape: Shape, value: unknown): z.output<Shape> | null {
  const parsed = shape.safeParse(value)
  return parsed.success ? parsed.data : null
}
