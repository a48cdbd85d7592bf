import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { it } from 'node:test'
import { ownCertificate } from '../../../../sync/central/fleet/alerts/own-certificate.ts'

const DAY_MS = 86_400_000
const skip = spawnSync('openssl', ['version']).status !== 0 && 'openssl is not installed'

it('the certificate that devices see is told of before it ends, and nothing is told where nobody answers', { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-certificate-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '20']
  execFileSync('openssl', [...made, '-subj', '/CN=localhost', '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const now = Date.now()
    assert.equal(await ownCertificate(address, { nowMs: now, days: 14 }), 'good')
    assert.equal(await ownCertificate(address, { nowMs: now + 7 * DAY_MS, days: 14 }), 'bad')
    assert.equal(await ownCertificate('http://termine.stadt.example', { nowMs: now, days: 14 }), 'good')
  } finally {
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  }
  assert.equal(await ownCertificate(address, { nowMs: Date.now(), days: 14 }), 'between')
})
