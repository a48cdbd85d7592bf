import { createHash, timingSafeEqual } from 'node:crypto'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Ports } from '../ports.ts'
import type { UpdateFile } from './manifest.ts'
import type { Versions } from './versions.ts'

export type Fetched =
  | { readonly outcome: 'fetched' }
  | { readonly outcome: 'failed'; readonly why: 'away' | 'size' | 'hash' | 'unpack' }

/** Fetches a release beside its manifest, and has it kept only once its size and SHA-512 are those that were signed. */
export async function fetchVersion(
  { folder, keep }: Pick<Versions, 'folder' | 'keep'>,
  { version, file }: { version: string; file: UpdateFile },
  { feed, fetch, signal }: { feed: string; fetch: Ports['fetch']; signal: AbortSignal },
): Promise<Fetched> {
  const fetched = join(folder, 'fetched')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    const hash = createHash('sha512')
    let size = 0
    const response = await fetch(new URL(file.name, feed).href, { signal, redirect: 'error' }).catch(() => null)
    if (response?.ok !== true || response.body === null) return { outcome: 'failed', why: 'away' }
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length
        hash.update(chunk)
        // Whoever sends more than was signed shall not fill the disk.
        done(size > file.size ? new TooLarge('more than was signed') : null, chunk)
      },
    })
    try {
      await pipeline(Readable.fromWeb(response.body as never), counted, createWriteStream(fetched, { mode: 0o600 }))
    } catch (error) {
      return { outcome: 'failed', why: error instanceof TooLarge ? 'size' : 'away' }
    }
    if (size !== file.size) return { outcome: 'failed', why: 'size' }
    const [found, signed] = [hash.digest(), Buffer.from(file.sha512, 'base64')]
    if (found.length !== signed.length || !timingSafeEqual(found, signed)) return { outcome: 'failed', why: 'hash' }
    return (await keep(version, fetched)) ? { outcome: 'fetched' } : { outcome: 'failed', why: 'unpack' }
  } finally {
    rmSync(fetched, { force: true })
  }
}

class TooLarge extends Error {
  override readonly name = 'TooLarge'
}
