import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** As many hours as an image is kept. */
const KEPT = 4
const NAME = /^bookings-[\dT-]+Z(-waiting)?\.db$/
const WAITING = '-waiting.db'

/**
 * Puts an image of bookings.db aside and forgets the oldest. `backup` answers whether a sealed person is in it: asked of the
 * image, since bookings come and are answered while it is made. Those that bear a time to come were made before this one, by a
 * clock that was ahead: they count as the oldest. An image is there under its name once it is whole. To restore
 * one: stop the station, put it in the place of bookings.db, remove bookings.db-wal and -shm, start. The station then knows
 * that it is older than its last start and promises nothing before central has been heard.
 */
export async function keepBackup(
  folder: string,
  backup: (file: string) => Promise<{ readonly sealed: boolean }>,
  nowMs: number,
): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const time = `bookings-${new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-')}Z`
  const draft = join(folder, 'next.db')
  // What a crash has left half done.
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(draft + suffix, { force: true })
  const { sealed } = await backup(draft)
  const name = time + (sealed ? WAITING : '.db')
  renameSync(draft, join(folder, name))
  const images = readdirSync(folder).filter((image) => NAME.test(image) && image !== name)
  const [past, ahead] = [images.filter((image) => image < time), images.filter((image) => image >= time)]
  for (const old of [...ahead.toSorted(), ...past.toSorted(), name].slice(0, -KEPT)) rmSync(join(folder, old))
}

/**
 * Deletes the images with sealed persons, once central has answered them all: nothing of a person outlives its answer here.
 * Answers those that it could not, as under Windows while a virus scanner reads them: they go the next time.
 */
export function dropAnswered(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((image) => image.endsWith(WAITING) && !isGone(join(folder, image)))
}

function isGone(image: string): boolean {
  try {
    rmSync(image)
    return true
  } catch {
    return false
  }
}
