import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { writeUpdateManifest } from '../../main/packaging/update-manifest.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
/** The key of who releases, as a device.json has it. */
export const RELEASE_KEY = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')

/** A web server with releases in `place`, as `npm run dist` would lay them there, each program being the text that it is given. */
export async function serveReleases(place: string) {
  const folder = join(place, 'feed')
  const keyFile = join(place, 'release.pem')
  mkdirSync(folder)
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const asked: string[] = []
  const server = createServer((request, response) => {
    const file = join(folder, (request.url ?? '').slice(1))
    asked.push(request.url ?? '')
    if (!existsSync(file)) return void response.writeHead(404).end()
    response.end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const release = (version: string, program: string, { percent = 100, nowMs }: { percent?: number; nowMs: number }) => {
    const tree = mkdtempSync(join(place, 'tree-'))
    const name = `foyer-${version}`
    mkdirSync(join(tree, name))
    writeFileSync(join(tree, name, 'foyer'), program, { mode: 0o755 })
    execFileSync('tar', ['-czf', join(folder, `foyer-${version}-linux-x64.tar.gz`), '-C', tree, name])
    writeFileSync(join(folder, `foyer-${version}-win-x64-setup.exe`), program)
    return writeUpdateManifest(folder, { version, keyFile, percent, nowMs })
  }
  const feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/latest.json`
  return { folder, feed, asked, release, close: () => server.close() }
}
