import { KIOSK_ALERTS } from '../../../contract/kiosk-alert.ts'
import type { CentralContext } from '../../context.ts'
import type { Tx } from '../../store/store.ts'
import { type KioskRow, listKiosks } from '../kiosk-row.ts'
import { type AlertKind, type Condition, judgeKiosk } from './judge-kiosk.ts'
import { queueNotices, type Subject } from './notices.ts'
import { type AlertStep, patienceFor, stepAlert } from './step-alert.ts'

export type AlertRow = {
  readonly alert_id: string
  readonly kiosk_id: string
  readonly kind: AlertKind
  readonly bad_since: number
  readonly raised_at: number | null
  readonly good_since: number | null
  readonly cleared_at: number | null
}

/** Central's own incidents stand under this instead of a device's id. */
export const CENTRAL_ITSELF = 'central'
/** A watch that has not looked for this long was away itself and begins anew. */
const GAP_MS = 180_000

const openAlerts = (tx: Tx): Promise<AlertRow[]> =>
  tx.all<AlertRow>('select * from fleet_alert where cleared_at is null order by bad_since, kind')

/** The incidents that were told and are not over, of each subject by its id. */
export async function raisedAlerts(tx: Tx): Promise<(kioskId: string) => AlertKind[]> {
  const raised = (await openAlerts(tx)).filter(({ raised_at }) => raised_at !== null)
  return (kioskId) => raised.filter(({ kiosk_id }) => kiosk_id === kioskId).map(({ kind }) => kind)
}

export type FleetWatch = { readonly look: (context: CentralContext) => Promise<void> }

/** Looks at all devices; call it at least once a minute. `certificate` judges the certificate of central's own address. */
export function createFleetWatch({ certificate }: { certificate: () => Condition }): FleetWatch {
  let watchingSinceMs: number | null = null
  let lookedMs = 0
  return {
    async look(context) {
      const nowMs = context.clock.nowMs()
      if (watchingSinceMs === null || nowMs - lookedMs > GAP_MS || nowMs < lookedMs) watchingSinceMs = nowMs
      lookedMs = nowMs
      const looking = { nowMs, watchingSinceMs, settings: context.settings.alerts }
      await context.store.transact(async (tx) => {
        const open = new Map((await openAlerts(tx)).map((row) => [`${row.kiosk_id} ${row.kind}`, row]))
        const judge = async (subject: Subject, kind: AlertKind, condition: Condition) => {
          const row = open.get(`${subject.kioskId} ${kind}`) ?? null
          const step = stepAlert(row && openOf(row), condition, patienceFor(kind, looking.settings), nowMs)
          if (step !== 'nothing') await apply(tx, context, { row, subject, kind, step, nowMs })
        }
        for (const kiosk of await listKiosks(tx)) {
          const conditions = judgeKiosk(kiosk, looking)
          for (const kind of KIOSK_ALERTS) await judge(subjectOf(kiosk), kind, conditions[kind])
        }
        await judge({ kioskId: CENTRAL_ITSELF, name: context.settings.publicUrl, officeId: null }, 'certificate', certificate())
      })
    },
  }
}

const subjectOf = ({ kiosk_id, name, office_id }: KioskRow): Subject => ({ kioskId: kiosk_id, name, officeId: office_id })
const openOf = (row: AlertRow) => ({ badSinceMs: row.bad_since, raisedAtMs: row.raised_at, goodSinceMs: row.good_since })

type Applied = {
  readonly row: AlertRow | null
  readonly subject: Subject
  readonly kind: AlertKind
  readonly step: AlertStep
  readonly nowMs: number
}

/** Every change says what it found: of two processes that look at once, one does it. */
async function apply(tx: Tx, context: CentralContext, { row, subject, kind, step, nowMs }: Applied): Promise<void> {
  const alertId = row?.alert_id ?? context.random.uuid()
  const tell = (news: 'raised' | 'cleared', badSinceMs: number) =>
    queueNotices(tx, context, { alertId, subject, kind, news, badSinceMs, nowMs })
  const change = async (sql: string) => (await tx.run(sql, [alertId, nowMs])) === 1
  switch (step) {
    case 'begin':
    case 'beginAndRaise': {
      const begun = await tx.run(
        `insert into fleet_alert (alert_id, kiosk_id, kind, bad_since, raised_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [alertId, subject.kioskId, kind, nowMs, step === 'begin' ? null : nowMs],
      )
      if (begun === 1 && step === 'beginAndRaise') await tell('raised', nowMs)
      return
    }
    case 'drop':
      await tx.run('delete from fleet_alert where alert_id = $1 and raised_at is null', [alertId])
      return
    case 'raise':
      if (await change('update fleet_alert set raised_at = $2 where alert_id = $1 and raised_at is null'))
        await tell('raised', row?.bad_since ?? nowMs)
      return
    case 'noteGood':
      await change('update fleet_alert set good_since = $2 where alert_id = $1 and good_since is null')
      return
    case 'noteBad':
      await tx.run('update fleet_alert set good_since = null where alert_id = $1', [alertId])
      return
    case 'clear':
      if (await change('update fleet_alert set cleared_at = $2 where alert_id = $1 and cleared_at is null'))
        await tell('cleared', row?.bad_since ?? nowMs)
      return
    case 'nothing':
      return
  }
}
