import type { HealthFile } from './health-file.ts'

/** Exit codes and names of the monitoring plugins' guideline that Checkmk, Icinga and Zabbix understand. */
const STATES = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const
export type Judged = { readonly code: 0 | 1 | 2 | 3; readonly line: string }

const STALE_MS = 90_000
const OFFLINE_WARN_MS = 5 * 60_000
const OFFLINE_CRITICAL_MS = 60 * 60_000
const [CLOCK_WARN_MS, CLOCK_CRITICAL_MS] = [30_000, 60_000]
const [DISK_WARN_BYTES, DISK_CRITICAL_BYTES] = [1e9, 200e6]

type Remark = readonly [code: 1 | 2, text: string]

/** One line with performance data, and the exit code: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. */
export function judgeHealth(found: HealthFile | 'damaged' | null, nowMs: number): Judged {
  if (found === null) return { code: 3, line: 'FOYER UNKNOWN - no health file: the terminal has not run here' }
  if (found === 'damaged') return { code: 3, line: 'FOYER UNKNOWN - the health file cannot be read' }
  const ageMs = nowMs - Date.parse(found.writtenAt)
  const remarks = [...remarksOn(found, nowMs), ...stale(ageMs)]
  const code = remarks.reduce<0 | 1 | 2>((worst, [one]) => (one > worst ? one : worst), 0)
  const said = remarks.length === 0 ? `${found.state}, ${found.network}` : remarks.map(([, text]) => text).join(', ')
  return { code, line: `FOYER ${STATES[code]} - ${said} | ${perfdata(found, ageMs)}` }
}

const stale = (ageMs: number): Remark[] =>
  ageMs > STALE_MS ? [[2, `no sign of life for ${String(Math.round(ageMs / 1_000))} s`]] : []

function remarksOn(found: HealthFile, nowMs: number): Remark[] {
  const remarks: Remark[] = []
  if (found.trouble !== null) remarks.push([2, found.trouble])
  if (found.outOfService !== null) remarks.push([2, `out of service (${found.outOfService})`])
  if (!found.enrolled && found.trouble === null) remarks.push([1, 'not enrolled'])
  if (found.settingsFault !== undefined) remarks.push([1, `town settings refused (${found.settingsFault})`])
  const quietMs = nowMs - Date.parse(found.heardAt ?? found.writtenAt)
  if (found.network === 'offline' && quietMs >= OFFLINE_CRITICAL_MS) remarks.push([2, 'central unreachable for an hour'])
  else if (found.network === 'offline' && quietMs >= OFFLINE_WARN_MS) remarks.push([1, 'central unreachable'])
  if (found.printer === 'nearEnd') remarks.push([1, 'paper near its end'])
  else if (found.printer !== 'ready' && found.printer !== 'unknown') remarks.push([2, `printer ${found.printer}`])
  const offMs = Math.abs(found.clockOffsetMs ?? 0)
  if (offMs >= CLOCK_WARN_MS)
    remarks.push([offMs >= CLOCK_CRITICAL_MS ? 2 : 1, `clock off by ${String(Math.round(offMs / 1_000))} s`])
  const free = found.diskFreeBytes
  if (free !== null && free < DISK_WARN_BYTES)
    remarks.push([free < DISK_CRITICAL_BYTES ? 2 : 1, `${String(Math.round(free / 1e6))} MB free`])
  return remarks
}

/** `label=value[unit];warn;crit`, as the guideline writes it. */
function perfdata({ queue, clockOffsetMs, diskFreeBytes, uptimeSeconds }: HealthFile, ageMs: number): string {
  return [
    `queue=${String(queue)}`,
    ...(clockOffsetMs === null ? [] : [`clock=${String(Math.round(clockOffsetMs) / 1_000)}s;30;60`]),
    ...(diskFreeBytes === null
      ? []
      : [`disk=${String(diskFreeBytes)}B;${String(DISK_WARN_BYTES)}:;${String(DISK_CRITICAL_BYTES)}:`]),
    `age=${String(Math.round(ageMs / 1_000))}s;;90`,
    `uptime=${String(uptimeSeconds)}s`,
  ].join(' ')
}
