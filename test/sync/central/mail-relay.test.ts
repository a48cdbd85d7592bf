import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import type { Readable } from 'node:stream'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { it, type TestContext } from 'node:test'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { readMail } from '../../../sync/central/mail/mail-config.ts'
import { smtpSettingsOf } from '../../../sync/central/mail/mail-room.ts'
import { smtpTransport } from '../../../sync/central/mail/mail-transport.ts'
import { RELAY } from '../../support/relay-certificate.ts'

async function relayThat(t: TestContext, options: SMTPServerOptions): Promise<number> {
  const relay = new SMTPServer({ authOptional: true, logger: false, ...options })
  relay.on('error', () => undefined)
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => relay.close(() => resolve())))
  return (relay.server.address() as AddressInfo).port
}

const LETTER = {
  subject: 'Ihr Termin',
  text: 'Grüße',
  html: '<p>Grüße</p>',
  calendar: null,
  to: 'a@example.org',
  from: { name: 'Stadt', address: 'noreply@stadt.example' },
  messageId: '<1@stadt.example>',
  date: '2026-11-24T08:00:00.000Z',
  language: 'de',
}

async function deliver(...settings: Parameters<typeof smtpSettingsOf>) {
  const transport = smtpTransport(smtpSettingsOf(...settings))
  const delivery = await transport.send(LETTER)
  transport.close()
  return delivery
}

it('a relay’s address says how it is encrypted; only this very machine gets mails in the clear', () => {
  assert.deepEqual(smtpSettingsOf('smtp://u%40x:p%2Fw@mail.example'), {
    host: 'mail.example',
    port: 587,
    tls: 'required',
    user: 'u@x',
    password: 'p/w',
  })
  assert.deepEqual(smtpSettingsOf('smtps://mail.example'), { host: 'mail.example', port: 465, tls: 'implicit' })
  assert.equal(smtpSettingsOf('smtp://127.0.0.1:2525').tls, 'none')
})

it('a relay whose certificate comes from the town’s own authority is believed with that authority’s file, and only then', async (t) => {
  const caFile = join(mkdtempSync(join(tmpdir(), 'foyer-relay-')), 'ca.pem')
  writeFileSync(caFile, RELAY.cert)
  const port = await relayThat(t, { secure: true, ...RELAY, onData: (stream, _, done) => stream.resume().on('end', done) })
  const without = await deliver(`smtps://localhost:${port}`)
  assert.ok(without.outcome === 'failed' && !without.lasting)
  // What is wrong with the certificate, not only that something was.
  assert.match(without.error, /CERT|SIGN/)
  assert.deepEqual(await deliver(`smtps://localhost:${port}`, caFile), { outcome: 'sent' })
})

it('only a refused recipient or mail is refused for good; what the town can put right is tried again', async (t) => {
  const refusing = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code })
  const cases: readonly [at: 'onMailFrom' | 'onRcptTo' | 'onData', code: number, words: string, lasting: boolean][] = [
    ['onRcptTo', 550, '5.1.1 no such user', true],
    ['onRcptTo', 450, '4.2.0 greylisted', false],
    ['onRcptTo', 550, '5.7.1 relaying denied', false],
    ['onRcptTo', 530, 'authentication required', false],
    ['onMailFrom', 550, 'not your address', false],
    ['onData', 554, '5.7.1 rejected', true],
    ['onData', 552, '5.3.4 too large', true],
    ['onData', 451, '4.3.0 later', false],
  ]
  for (const [at, code, words, lasting] of cases) {
    const port = await relayThat(t, {
      disabledCommands: ['STARTTLS'],
      [at]: (...args: unknown[]) => {
        if (at === 'onData') (args[0] as Readable).resume().on('end', () => done(args)(refusing(code, words)))
        else done(args)(refusing(code, words))
      },
    })
    const delivery = await deliver(`smtp://127.0.0.1:${port}`)
    assert.ok(delivery.outcome === 'failed')
    assert.deepEqual([delivery.lasting, delivery.error.endsWith(String(code))], [lasting, true], words)
  }
})

it('ends the connection of a turn’s mails with QUIT', async () => {
  const heard: string[] = []
  const gone = Promise.withResolvers<void>()
  const relay = createServer((socket) => {
    socket.once('close', () => gone.resolve()).write('220 relay\r\n')
    let inMail = false
    createInterface({ input: socket }).on('line', (line) => {
      if (inMail && line !== '.') return
      const word = line.split(/[ :]/)[0] ?? ''
      heard.push(word)
      inMail = word === 'DATA'
      socket.write(inMail ? '354 go on\r\n' : '250 fine\r\n')
      if (word === 'QUIT') socket.end()
    })
  })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const transport = smtpTransport(smtpSettingsOf(`smtp://127.0.0.1:${(relay.address() as AddressInfo).port}`))
  for (let mail = 0; mail < 2; mail += 1) assert.deepEqual(await transport.send(LETTER), { outcome: 'sent' })
  await gone.promise
  assert.equal(heard.at(-1), 'QUIT')
  assert.equal(heard.filter((word) => word === '.').length, 2)
  transport.close()
  await new Promise<void>((resolve) => relay.close(() => resolve()))
})

const done = (args: readonly unknown[]) => args.at(-1) as (error: Error) => void

it('settings for mail that cannot be are named by where they stand', () => {
  const fault = (env: Record<string, string>, file?: Parameters<typeof readMail>[0]) => {
    const read = readMail(file, env)
    assert.ok(read.outcome === 'fault')
    return read.faults.join()
  }
  for (const url of ['mail.example', 'smtp:mail.example', 'http://mail.example', 'smtp://u:p%@mail.example', 'smtp://m:99999'])
    assert.match(fault({ FOYER_SMTP_URL: url }), /^FOYER_SMTP_URL: needs smtp:/, url)
  assert.match(fault({ FOYER_SMTP_CA_FILE: import.meta.filename }), /^FOYER_SMTP_CA_FILE: needs a file/)
  assert.match(fault({ FOYER_MAIL_FROM: 'Stadt' }), /^FOYER_MAIL_FROM: needs an address/)
  assert.match(fault({}, { smtpUrl: 'x' }), /^mail\.smtpUrl: /)
})
