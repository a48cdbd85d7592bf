import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import readQr from 'jsqr'
import { PNG } from 'pngjs'

/** What a scanner reads off the paper that was printed last: the picture is drawn from the very bytes. Empty where it reads nothing. */
export function scanNewestPaper(receipts: string): string {
  const newest = readdirSync(receipts)
    .filter((name) => name.endsWith('.png'))
    .toSorted()
    .at(-1)
  if (newest === undefined) return ''
  const { data, width, height } = PNG.sync.read(readFileSync(join(receipts, newest)))
  return readQr.default(new Uint8ClampedArray(data), width, height)?.data ?? ''
}
