import { fleetGauges } from '../fleet/alerts/fleet-gauges.ts'
import type { Store } from '../store/store.ts'
import { gauge } from './gauge.ts'

/** Upper bounds of the durations' buckets, in seconds. */
const BUCKETS = [0.005, 0.025, 0.1, 0.5, 2.5] as const

export type Metrics = {
  readonly answered: (labels: { method: string; route: string; status: number }, seconds: number) => void
  /** The Prometheus text format, version 0.0.4. */
  readonly text: (streams: number) => Promise<string>
}

type Series = { count: number; sum: number; buckets: number[] }

/** Counts of requests in this process and of what lies in the store. No label holds anything personal. */
export function createMetrics(store: Store): Metrics {
  const requests = new Map<string, Series>()
  return {
    answered({ method, route, status }, seconds) {
      const labels = `method="${method}",route="${route}",status="${String(status)}"`
      const series = requests.get(labels) ?? { count: 0, sum: 0, buckets: BUCKETS.map(() => 0) }
      series.count += 1
      series.sum += seconds
      series.buckets = series.buckets.map((count, index) => (seconds <= (BUCKETS[index] ?? 0) ? count + 1 : count))
      requests.set(labels, series)
    },
    async text(streams) {
      const stored = await store.read(async (tx) => ({
        bookings: await tx.all<{ standing: string; count: number }>(
          'select standing, count(*) as count from booking group by standing',
        ),
        holds: await tx.one<{ count: number }>('select count(*) as count from hold'),
        mails: await tx.all<{ state: string; count: number }>(
          `select case when dead_at is not null then 'dead' when sent_at is not null then 'sent' else 'queued' end as state,
             count(*) as count from mail group by 1`,
        ),
        kiosks: await tx.all<{ state: string; count: number }>(
          `select case when revoked_at is not null then 'revoked' when frozen_at is not null then 'frozen' else 'enrolled' end as state,
             count(*) as count from kiosk group by 1`,
        ),
        fleet: await fleetGauges(tx),
      }))
      return [
        ...requestLines(requests),
        ...gauge(
          'foyer_bookings',
          stored.bookings.map((row) => [`standing="${row.standing}"`, row.count]),
        ),
        ...gauge(
          'foyer_mails',
          stored.mails.map((row) => [`state="${row.state}"`, row.count]),
        ),
        ...gauge(
          'foyer_kiosks',
          stored.kiosks.map((row) => [`state="${row.state}"`, row.count]),
        ),
        ...stored.fleet,
        '# TYPE foyer_holds gauge',
        `foyer_holds ${String(stored.holds?.count ?? 0)}`,
        '# TYPE foyer_event_streams gauge',
        `foyer_event_streams ${String(streams)}`,
        '',
      ].join('\n')
    },
  }
}

function requestLines(requests: ReadonlyMap<string, Series>): string[] {
  const lines = ['# TYPE foyer_request_duration_seconds histogram']
  for (const [labels, series] of requests) {
    series.buckets.forEach((count, index) => {
      lines.push(`foyer_request_duration_seconds_bucket{${labels},le="${String(BUCKETS[index])}"} ${String(count)}`)
    })
    lines.push(`foyer_request_duration_seconds_bucket{${labels},le="+Inf"} ${String(series.count)}`)
    lines.push(`foyer_request_duration_seconds_sum{${labels}} ${String(series.sum)}`)
    lines.push(`foyer_request_duration_seconds_count{${labels}} ${String(series.count)}`)
  }
  return lines
}
