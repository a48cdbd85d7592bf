import { writeOff } from '../../sync/central/escrow/blocks.ts'
import { freezeLifted, revokeKiosk } from '../../sync/central/fleet/kiosks.ts'
import type { SimCentral } from './central.ts'
import type { SimKiosk } from './kiosk.ts'
import type { Image } from './kiosk-disk.ts'
import type { NemesisParts } from './nemesis.ts'
import { attempt } from './office.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How often per kiosk and day, and what happens then. */
export type Fault = readonly [perKioskDay: number, strike: (kiosk: SimKiosk) => void | Promise<void>]

type Hands = {
  readonly later: (milliseconds: number, work: () => void) => void
  readonly restart: (kiosk: SimKiosk) => void
  readonly isOver: () => boolean
  readonly revoked: Set<SimKiosk>
}

/** What happens to whole devices: restored and copied disks, and an operator's word. */
export function fleetFaults(parts: NemesisParts, { later, restart, isOver, revoked }: Hands): Fault[] {
  const { timeline, chance, history, central } = parts
  const images = new Map<SimKiosk, { image: Image; takenMs: number }>()
  const noteCopied = async (kiosk: SimKiosk) => {
    const kioskId = await kioskIdOf(central, kiosk)
    if (kioskId !== null) history.copied.add(kioskId)
  }
  /** An operator looks after a frozen kiosk within two days. */
  const liftLater = async (kiosk: SimKiosk) => {
    await timeline.sleep(chance.between(DAY_MS, 2 * DAY_MS))
    const kioskId = await kioskIdOf(central, kiosk)
    if (kioskId !== null && (await freezeLifted(central.context, kioskId))) history.count('freezes lifted')
  }
  return [
    [
      0.05,
      (kiosk) => {
        const disk = kiosk.mounted()
        if (disk !== null) images.set(kiosk, { image: disk.afterKill(), takenMs: timeline.now() })
      },
    ],
    [
      0.008,
      async (kiosk) => {
        const old = images.get(kiosk)
        if (old === undefined || revoked.has(kiosk)) return
        images.delete(kiosk)
        if (kiosk.isOn()) kiosk.kill('process')
        await noteCopied(kiosk)
        history.fault('old image restored', kiosk.index)
        parts.disown(kiosk, 'old image restored', old.takenMs)
        // The counter of starts may lie on the restored disk or outside it.
        kiosk.image = { ...old.image, generation: chance.happens(0.5) ? old.image.generation : kiosk.image.generation }
        restart(kiosk)
        await liftLater(kiosk)
      },
    ],
    [
      0.006,
      async (kiosk) => {
        const disk = kiosk.mounted()
        if (disk === null || revoked.has(kiosk)) return
        await noteCopied(kiosk)
        history.fault('disk cloned', kiosk.index)
        parts.disown(kiosk, 'disk cloned', timeline.now())
        const copy = parts.clone(kiosk)
        copy.start()
        later(chance.between(5, 40) * MINUTE_MS, () => {
          if (copy.isOn()) copy.kill('process')
        })
        await liftLater(kiosk)
      },
    ],
    [
      0.004,
      async (kiosk) => {
        if (isOver() || revoked.size > 0) return
        const kioskId = await kioskIdOf(central, kiosk)
        if (kioskId === null) return
        history.fault('kiosk revoked', kiosk.index)
        revoked.add(kiosk)
        parts.disown(kiosk, 'kiosk revoked', 0, Infinity)
        await revokeKiosk(central.context, kioskId)
        history.declaredDead.add(kioskId)
        await writeOff(central.context, kioskId)
        later(chance.between(HOUR_MS, 2 * DAY_MS), () => void attempt(history, kiosk.remove))
      },
    ],
    [
      0.006,
      async (kiosk) => {
        const kioskId = await kioskIdOf(central, kiosk)
        if (kioskId === null || isOver()) return
        history.fault('kiosk declared dead', kiosk.index)
        history.declaredDead.add(kioskId)
        await writeOff(central.context, kioskId)
      },
    ],
  ]
}

/** The kiosk's name at central; null before it has enrolled. */
export async function kioskIdOf(central: SimCentral, { index }: SimKiosk): Promise<string | null> {
  const name = `kiosk ${String(index)}`
  const row = await central.context.store.read((tx) =>
    tx.one<{ kiosk_id: string }>('select kiosk_id from kiosk where name = $1', [name]),
  )
  return row?.kiosk_id ?? null
}
