import { CentralInfo } from '../../sync/contract/kiosk-api.ts'
import type { Identity } from '../../sync/kiosk/connect.ts'
import type { Connection } from './open.ts'

/** Who this device is and which central it trusts. */
export type Device = Identity & {
  /** Names one life of this database (sync/contract/kiosk-api.ts). */
  readonly epoch: string
  readonly central: () => CentralInfo | null
}

export function openDevice(database: Connection, newEpoch: () => string): Device {
  const put = database.prepare(
    'insert into device (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  )
  const read = database.prepare('select value from device where key = ?').pluck()
  const stored = (key: string): unknown => {
    const text = read.get(key)
    return typeof text === 'string' ? JSON.parse(text) : null
  }
  const store = (key: string, value: unknown) => put.run(key, JSON.stringify(value))
  if (stored('epoch') === null) store('epoch', newEpoch())
  const epoch = String(stored('epoch'))
  const info = CentralInfo.safeParse(stored('central'))
  let central = info.success ? info.data : null
  let kiosk = stored('kiosk') as ReturnType<Identity['known']>
  return {
    epoch,
    central: () => central,
    known: () => kiosk,
    keep: async (enrolled) => {
      store('kiosk', enrolled)
      kiosk = enrolled
    },
    setCentral: async (answer) => {
      const lasting = ({ publicUrl, sealingKey }: CentralInfo) => JSON.stringify([publicUrl, sealingKey])
      // The server's time changes with every answer: not worth a write.
      if (central === null || lasting(central) !== lasting(answer)) store('central', answer)
      central = answer
    },
  }
}
