import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as z from 'zod/mini'

const Leftover = z.object({ pid: z.nullable(z.int()), profile: z.string().check(z.regex(/foyer-browser-\w+$/)) })
type Leftover = z.infer<typeof Leftover>

/** Writes down which window is open, for a start after this process was killed. */
export function rememberWindow(file: string, window: Leftover): void {
  writeFileSync(file, JSON.stringify(window), { mode: 0o600 })
}

/**
 * Ends the window of a station that was killed, and removes its profile: it would stand behind the new one with what its
 * visitor typed. A number that by now belongs to another process is left alone.
 */
export function endLeftover(file: string): void {
  const left = read(file)
  if (left === null) return
  try {
    if (left.pid !== null && isWindowOf(left.pid, left.profile)) process.kill(-left.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
  rmSync(left.profile, { recursive: true, force: true, maxRetries: 3 })
  rmSync(file, { force: true })
}

function read(file: string): Leftover | null {
  try {
    const parsed = Leftover.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Only Linux tells a process's command line in a file; elsewhere a kiosk runs in Electron, whose page ends with it. */
function isWindowOf(pid: number, profile: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)
  } catch {
    return false
  }
}
