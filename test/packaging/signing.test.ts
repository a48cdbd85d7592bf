import { deepEqual, equal, match, ok, throws } from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { signFile, windowsSigning } from '../../main/packaging/signing.ts'
import { signWithGpg, writeSums } from '../../main/packaging/sums.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-signing-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const has = (program: string) => spawnSync('which', [program]).status === 0
const AZURE = {
  FOYER_PUBLISHER: 'Stadt Beispiel',
  FOYER_AZURE_ENDPOINT: 'https://weu.codesigning.azure.net',
  FOYER_AZURE_ACCOUNT: 'stadt',
  FOYER_AZURE_PROFILE: 'kiosk',
  AZURE_TENANT_ID: 't',
  AZURE_CLIENT_ID: 'c',
  AZURE_CLIENT_SECRET: 's',
}

describe('signing for Windows', () => {
  test('without a publisher is refused, whatever else is set', () => {
    const { FOYER_PUBLISHER: _, ...rest } = AZURE
    const answer = windowsSigning(rest)
    equal(answer.outcome, 'missing')
    ok('message' in answer && answer.message.includes('FOYER_PUBLISHER'))
  })

  test('names what a half-filled environment lacks', () => {
    const lacking = windowsSigning({ ...AZURE, AZURE_CLIENT_ID: undefined })
    ok('message' in lacking && lacking.message.includes('AZURE_CLIENT_ID'))
    const nothing = windowsSigning({ FOYER_PUBLISHER: 'Stadt Beispiel' })
    ok('message' in nothing && nothing.message.includes('WIN_CSC_LINK'))
    const token = windowsSigning({ FOYER_PUBLISHER: 'Stadt Beispiel', FOYER_PKCS11_MODULE: '/usr/lib/token.so' })
    ok('message' in token && token.message.includes('FOYER_PKCS11_KEY'))
  })

  test('carries the publisher into the settings of each way', () => {
    const azure = windowsSigning(AZURE)
    equal(azure.outcome === 'signed' && azure.win.azureSignOptions?.publisherName, 'Stadt Beispiel')
    for (const more of [
      { WIN_CSC_LINK: 'file.pfx' },
      { FOYER_PKCS11_MODULE: 'm', FOYER_PKCS11_KEY: 'pkcs11:object=k', FOYER_PKCS11_CERTIFICATE: 'c.pem' },
    ]) {
      const answer = windowsSigning({ FOYER_PUBLISHER: 'Stadt Beispiel', ...more })
      ok(answer.outcome === 'signed')
      deepEqual(answer.win.signtoolOptions?.publisherName, ['Stadt Beispiel'])
      deepEqual(answer.win.signtoolOptions?.signingHashAlgorithms, ['sha256'])
    }
  })

  const program = join(import.meta.dirname, '../../node_modules/electron-winstaller/vendor/StubExecutable.exe')
  const skip =
    !has('osslsigncode') || !has('openssl')
      ? 'osslsigncode or openssl is not installed'
      : !existsSync(program) && 'no Windows program at hand'
  test('a program signed by osslsigncode names the publisher, and a changed one is told', { skip }, () => {
    const [key, certificate, signed] = ['key.pem', 'certificate.pem', 'program.exe'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    const subject = ['-subj', '/CN=Stadt Beispiel', '-addext', 'extendedKeyUsage=codeSigning', '-days', '2']
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject], {
      stdio: 'ignore',
    })
    copyFileSync(program, signed)
    signFile(signed, { certificate, key, module: null, pinFile: null, timestamp: null })
    const verify = () => spawnSync('osslsigncode', ['verify', '-CAfile', certificate, '-in', signed], { encoding: 'utf8' })
    match(verify().stdout, /Subject: \/CN=Stadt Beispiel/)
    match(verify().stdout, /Succeeded|Signature verification: ok/)
    const bytes = readFileSync(signed)
    bytes[0x200] = (bytes[0x200] ?? 0) ^ 1
    writeFileSync(signed, bytes)
    match(verify().stdout, /MISMATCH|failed/)
    throws(() => signFile(signed, { certificate, key: join(folder, 'none.pem'), module: null, pinFile: null, timestamp: null }))
  })
})

const SOFT_HSM = ['/usr/lib/softhsm/libsofthsm2.so', process.env['SOFTHSM2_MODULE'] ?? ''].find((path) => existsSync(path))

test('a program is signed by a key that never leaves its token, behind PKCS#11', {
  skip: (SOFT_HSM === undefined || !has('softhsm2-util') || !has('osslsigncode')) && 'softhsm2 or osslsigncode is not installed',
}, () => {
  const token = mkdtempSync(join(folder, 'token-'))
  const at = (name: string) => join(token, name)
  const [module, program] = [SOFT_HSM ?? '', at('program.exe')]
  process.env['SOFTHSM2_CONF'] = at('softhsm2.conf')
  writeFileSync(at('softhsm2.conf'), `directories.tokendir = ${token}\n`)
  writeFileSync(at('pin'), '1234')
  const subject = ['-subj', '/CN=Stadt Beispiel', '-addext', 'extendedKeyUsage=codeSigning', '-days', '2']
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', at('key.pem'), '-out', at('certificate.pem')]
  execFileSync('openssl', ['req', '-x509', ...made, ...subject], { stdio: 'ignore' })
  const hsm = (...args: string[]) => execFileSync('softhsm2-util', ['--module', module, '--pin', '1234', ...args])
  hsm('--init-token', '--free', '--label', 'foyer', '--so-pin', '12345678')
  hsm('--import', at('key.pem'), '--token', 'foyer', '--label', 'sign', '--id', 'a1')
  rmSync(at('key.pem'))
  copyFileSync(join(import.meta.dirname, '../../node_modules/electron-winstaller/vendor/StubExecutable.exe'), program)
  const key = 'pkcs11:token=foyer;object=sign;type=private'
  signFile(program, { certificate: at('certificate.pem'), key, module, pinFile: at('pin'), timestamp: null })
  const verified = spawnSync('osslsigncode', ['verify', '-CAfile', at('certificate.pem'), '-in', program], { encoding: 'utf8' })
  match(verified.stdout, /Subject: \/CN=Stadt Beispiel[\s\S]*(Succeeded|verification: ok)/)
})

describe('SHA256SUMS', () => {
  test('is what sha256sum reads, signed by GPG as is each deb, and tells a changed file', {
    skip: !has('gpg') && 'gpg is not installed',
  }, async () => {
    const out = mkdtempSync(join(folder, 'out-'))
    const home = mkdtempSync(join(folder, 'gpg-'))
    writeFileSync(join(out, 'a.deb'), 'one')
    writeFileSync(join(out, 'b.tar.gz'), 'two')
    deepEqual(await writeSums(out), ['a.deb', 'b.tar.gz'])
    const check = () => spawnSync('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: out }).status
    equal(check(), 0)
    const gpg = (...args: string[]) => spawnSync('gpg', ['--homedir', home, '--batch', ...args], { encoding: 'utf8' })
    equal(gpg('--passphrase', '', '--quick-gen-key', 'Stadt Beispiel <it@example.org>', 'ed25519', 'sign', '1d').status, 0)
    deepEqual(signWithGpg(out, 'it@example.org', home), ['SHA256SUMS.asc', 'a.deb.asc'])
    const verify = (name = 'SHA256SUMS') => gpg('--verify', join(out, `${name}.asc`), join(out, name)).status
    deepEqual([verify(), verify('a.deb')], [0, 0])
    const stranger = mkdtempSync(join(folder, 'gpg-'))
    const known = ['--homedir', stranger, '--batch', '--verify', join(out, 'a.deb.asc'), join(out, 'a.deb')]
    equal(spawnSync('gpg', known).status, 2, 'nobody who has not the key takes it for signed')
    appendFileSync(join(out, 'a.deb'), '!')
    deepEqual([check(), verify('a.deb')], [1, 1])
    appendFileSync(join(out, 'SHA256SUMS'), '\n')
    equal(verify(), 1)
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
  })
})
