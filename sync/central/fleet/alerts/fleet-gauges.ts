import { KioskHealth } from '../../../contract/kiosk-api.ts'
import { gauge } from '../../http/gauge.ts'
import type { Tx } from '../../store/store.ts'
import { listKiosks } from '../kiosk-row.ts'

const PAPER = { ready: 2, nearEnd: 1, paperOut: 0 } as const

/** The fleet for Prometheus. Labels hold a device's id and nothing else. */
export async function fleetGauges(tx: Tx): Promise<string[]> {
  const alerts = await tx.all<{ kind: string; count: number }>(
    'select kind, count(*) as count from fleet_alert where raised_at is not null and cleared_at is null group by kind',
  )
  const kiosks = (await listKiosks(tx)).filter(({ revoked_at }) => revoked_at === null)
  const known = kiosks.flatMap((kiosk) => {
    const health = kiosk.health === null ? null : (KioskHealth.safeParse(JSON.parse(kiosk.health)).data ?? null)
    return health === null ? [] : [{ id: kiosk.kiosk_id, health }]
  })
  const perKiosk = (name: string, value: (health: KioskHealth) => number | null) =>
    gauge(
      name,
      known.flatMap(({ id, health }) => {
        const found = value(health)
        return found === null ? [] : [[`kiosk="${id}"`, found] as const]
      }),
    )
  return [
    ...gauge(
      'foyer_alerts',
      alerts.map(({ kind, count }) => [`kind="${kind}"`, count]),
    ),
    ...gauge(
      'foyer_kiosk_last_seen_timestamp_seconds',
      kiosks.flatMap(({ kiosk_id, last_seen_at }) =>
        last_seen_at === null ? [] : [[`kiosk="${kiosk_id}"`, Math.round(last_seen_at / 1_000)] as const],
      ),
    ),
    ...perKiosk('foyer_kiosk_queue', ({ queue }) => queue),
    ...perKiosk('foyer_kiosk_clock_offset_seconds', ({ clockOffsetMs }) => clockOffsetMs && clockOffsetMs / 1_000),
    ...perKiosk('foyer_kiosk_disk_free_bytes', ({ diskFreeBytes }) => diskFreeBytes),
    ...perKiosk('foyer_kiosk_paper', ({ printer }) => (printer in PAPER ? PAPER[printer as keyof typeof PAPER] : null)),
  ]
}
