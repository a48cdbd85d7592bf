import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Certificate = { readonly name: string; readonly key: string; readonly cert: string }

export const noOpenssl = spawnSync('openssl', ['version']).status !== 0 && 'openssl is not installed'

const DAY_MS = 86_400_000
const inDays = (days: number) =>
  `${new Date(Date.now() + days * DAY_MS)
    .toISOString()
    .replaceAll(/[-:T]|\.\d+/g, '')
    .slice(0, 14)}Z`

/** An authority of the test's own, and what it signs: real certificates by openssl, below `folder`. */
export function certificatesIn(folder: string) {
  mkdirSync(folder, { recursive: true })
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const whole = (name: string): Certificate => ({
    name,
    key: readFileSync(join(folder, `${name}.key`), 'utf8'),
    cert: readFileSync(join(folder, `${name}.pem`), 'utf8'),
  })
  const fresh = (name: string) => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    `${name}.key`,
  ]
  const authority = (name: string): Certificate => {
    openssl('req', '-x509', ...fresh(name), '-days', '30', '-subj', `/CN=${name}`, '-out', `${name}.pem`)
    return whole(name)
  }
  /** Of a server; `from` and `until` are days from now. Signed by itself where nobody else signs. */
  const server = (
    name: string,
    {
      by,
      host = 'IP:127.0.0.1',
      from = -1,
      until = 20,
    }: { by: Certificate | null; host?: string; from?: number; until?: number },
  ): Certificate => {
    const [signer, certificate] = by === null ? [name, []] : [by.name, ['-cert', `${by.name}.pem`]]
    openssl('req', '-new', ...fresh(name), '-subj', `/CN=${name}`, '-out', `${name}.csr`)
    writeFileSync(join(folder, 'index'), '')
    writeFileSync(
      join(folder, 'ca.cnf'),
      `[ca]\ndefault_ca=d\n[d]\ndatabase=index\nnew_certs_dir=.\nrand_serial=yes\nunique_subject=no\ndefault_md=sha256\npolicy=p\nx509_extensions=x\n[p]\ncommonName=supplied\n[x]\nsubjectAltName=${host}\n`,
    )
    const span = ['-startdate', inDays(from), '-enddate', inDays(until)]
    const own = by === null ? ['-selfsign'] : certificate
    openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      'ca.cnf',
      ...own,
      '-keyfile',
      `${signer}.key`,
      ...span,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.pem`,
    )
    return whole(name)
  }
  return { authority, server, file: (certificate: Certificate) => join(folder, `${certificate.name}.pem`) }
}
