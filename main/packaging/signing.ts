import { execFileSync } from 'node:child_process'
import { renameSync } from 'node:fs'
import type { Configuration } from 'electron-builder'

type Environment = Readonly<Record<string, string | undefined>>
export type Signing =
  | { readonly outcome: 'signed'; readonly by: 'azure' | 'pkcs11' | 'pfx'; readonly win: NonNullable<Configuration['win']> }
  | { readonly outcome: 'missing'; readonly message: string }

const TIMESTAMP = 'http://timestamp.acs.microsoft.com'

/** A key in a file (tests) or behind PKCS#11 (a token or an HSM). */
export type SigningKey = {
  readonly certificate: string
  readonly key: string
  readonly module: string | null
  readonly pinFile: string | null
  readonly timestamp: string | null
}

/**
 * How Windows binaries are signed, from the environment. A publisher's name is always demanded: without it the
 * updater of electron-builder 26 skips the check of the publisher and says nothing.
 */
export function windowsSigning(environment: Environment): Signing {
  const publisher = environment['FOYER_PUBLISHER']
  if (publisher === undefined || publisher === '') return missing('FOYER_PUBLISHER (the name in the certificate)')
  const endpoint = environment['FOYER_AZURE_ENDPOINT']
  if (endpoint !== undefined) return azure(environment, publisher, endpoint)
  const module = environment['FOYER_PKCS11_MODULE']
  if (module !== undefined) return pkcs11(environment, publisher, module)
  if (environment['WIN_CSC_LINK'] === undefined && environment['CSC_LINK'] === undefined) {
    return missing('one of FOYER_AZURE_ENDPOINT, FOYER_PKCS11_MODULE or WIN_CSC_LINK')
  }
  const signtoolOptions = {
    publisherName: [publisher],
    signingHashAlgorithms: ['sha256' as const],
    rfc3161TimeStampServer: TIMESTAMP,
  }
  return { outcome: 'signed', by: 'pfx', win: { signtoolOptions } }
}

const missing = (what: string): Signing => ({
  outcome: 'missing',
  message: `signing for Windows needs ${what}; --unsigned builds without a signature, for tests only`,
})

function azure(environment: Environment, publisher: string, endpoint: string): Signing {
  const account = environment['FOYER_AZURE_ACCOUNT']
  const profile = environment['FOYER_AZURE_PROFILE']
  if (account === undefined || profile === undefined) return missing('FOYER_AZURE_ACCOUNT and FOYER_AZURE_PROFILE')
  const absent = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'].filter((name) => environment[name] === undefined)
  if (absent.length > 0) return missing(absent.join(', '))
  const azureSignOptions = {
    publisherName: publisher,
    endpoint,
    codeSigningAccountName: account,
    certificateProfileName: profile,
    fileDigest: 'SHA256',
    timestampRfc3161: TIMESTAMP,
    timestampDigest: 'SHA256',
  }
  return { outcome: 'signed', by: 'azure', win: { azureSignOptions } }
}

function pkcs11(environment: Environment, publisher: string, module: string): Signing {
  const key = environment['FOYER_PKCS11_KEY']
  const certificate = environment['FOYER_PKCS11_CERTIFICATE']
  if (key === undefined || certificate === undefined) return missing('FOYER_PKCS11_KEY and FOYER_PKCS11_CERTIFICATE')
  const pinFile = environment['FOYER_PKCS11_PIN_FILE'] ?? null
  const with_ = { certificate, key, module, pinFile, timestamp: TIMESTAMP }
  const sign = ({ path }: { path: string }) => Promise.resolve(signFile(path, with_))
  const signtoolOptions = { publisherName: [publisher], signingHashAlgorithms: ['sha256' as const], sign }
  return { outcome: 'signed', by: 'pkcs11', win: { signtoolOptions } }
}

/** Signs one Windows binary in place with osslsigncode, which needs no Windows. SHA-256 only. */
export function signFile(path: string, { certificate, key, module, pinFile, timestamp }: SigningKey): void {
  const args = ['sign', '-h', 'sha256', '-certs', certificate, '-key', key, '-n', 'Foyer']
  if (module !== null) args.push('-pkcs11module', module)
  if (pinFile !== null) args.push('-readpass', pinFile)
  if (timestamp !== null) args.push('-ts', timestamp)
  const signed = `${path}.signed`
  execFileSync('osslsigncode', [...args, '-in', path, '-out', signed], { stdio: ['ignore', 'ignore', 'inherit'] })
  renameSync(signed, path)
}
