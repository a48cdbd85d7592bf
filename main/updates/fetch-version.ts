import { execFile } from 'node:child_process'
import { createHash, timingSafeEqual } from 'node:crypto'
import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import type { UpdateFile } from './manifest.ts'

const run = promisify(execFile)

export type Fetched =
  | { readonly outcome: 'fetched' }
  | { readonly outcome: 'failed'; readonly why: 'away' | 'size' | 'hash' | 'unpack' }

/**
 * Fetches a release beside its manifest and unpacks it as `folder`/`version`: only once its size and SHA-512 are those that
 * were signed, and under its name only when it is whole.
 */
export async function fetchVersion(
  folder: string,
  { version, file }: { version: string; file: UpdateFile },
  { feed, fetch, signal }: { feed: string; fetch: typeof globalThis.fetch; signal: AbortSignal },
): Promise<Fetched> {
  const [archive, draft] = [join(folder, 'fetched.tar.gz'), join(folder, 'unpacked')]
  const clear = () => [archive, draft].forEach((path) => rmSync(path, { recursive: true, force: true }))
  clear()
  mkdirSync(draft, { recursive: true, mode: 0o700 })
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
      await pipeline(Readable.fromWeb(response.body as never), counted, createWriteStream(archive, { mode: 0o600 }))
    } catch (error) {
      return { outcome: 'failed', why: error instanceof TooLarge ? 'size' : 'away' }
    }
    if (size !== file.size) return { outcome: 'failed', why: 'size' }
    const [found, signed] = [hash.digest(), Buffer.from(file.sha512, 'base64')]
    if (found.length !== signed.length || !timingSafeEqual(found, signed)) return { outcome: 'failed', why: 'hash' }
    try {
      await run('tar', ['-xzf', archive, '-C', draft, '--strip-components=1', '--no-same-owner'])
    } catch {
      return { outcome: 'failed', why: 'unpack' }
    }
    rmSync(join(folder, version), { recursive: true, force: true })
    renameSync(draft, join(folder, version))
    return { outcome: 'fetched' }
  } finally {
    clear()
  }
}

class TooLarge extends Error {
  override readonly name = 'TooLarge'
}
