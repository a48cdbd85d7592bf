import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { TownFile } from '../../sync/contract/catalogue.ts'
import { createCentral } from '../../sync/central/central.ts'
import { systemClock, systemTimers } from '../../sync/central/clock.ts'
import { readConfig } from '../../sync/central/config.ts'
import { enrol, issueEnrolmentCode } from '../../sync/central/fleet/kiosks.ts'
import { openContext } from '../../sync/central/open-central.ts'
import { systemRandom } from '../../sync/central/random.ts'
import { roomsOf } from '../../sync/central/rooms.ts'
import { loadCatalogue } from '../../sync/central/town/load-catalogue.ts'

// A central process for the benchmark: the demonstration town with plenty of seats, and kiosks that are enrolled already.
// Prints one line of JSON and serves until it is killed.

const [data = '', kioskCount = '1'] = process.argv.slice(2)
const config = readConfig({ data, port: '0' }, { DATABASE_URL: process.env['DATABASE_URL'] })
const silent = () => undefined
const log = {
  info: silent,
  warn: silent,
  error: (event: string, fields?: object) => process.stderr.write(`${event} ${JSON.stringify(fields)}\n`),
}
const ports = { clock: systemClock, timers: systemTimers, random: systemRandom, log }
const context = await openContext({ ...config, settings: { requestsPerMinute: 10_000_000 } }, ports, 'http://127.0.0.1')
const demo = TownFile.parse(JSON.parse(readFileSync(new URL('../../assets/demo-town/town.json', import.meta.url), 'utf8')))
await loadCatalogue(context, { ...demo, openingRules: demo.openingRules.map((rule) => ({ ...rule, seats: 250 })) })

const kiosks = []
for (let index = 0; index < Number(kioskCount); index += 1) {
  const { code } = await issueEnrolmentCode(context, { officeId: null, name: null, profile: 'lobby' })
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  const raw = Buffer.from(x, 'base64url').toString('base64')
  const answer = await enrol(context, { code, publicKey: raw, deviceName: `bench ${String(index)}` })
  if (answer.outcome !== 'enrolled') throw new Error('not enrolled')
  kiosks.push({ kioskId: answer.kioskId, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) })
}
// One more, for a station that enrols itself.
const { code } = await issueEnrolmentCode(context, { officeId: 'buergeramt', name: null, profile: 'lobby' })
const central = await createCentral(context, roomsOf(config))
const port = await central.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ port, kiosks, code, sealingKey: context.keys.sealingKey })}\n`)

// Memory is compared after all that is no longer needed has gone.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
process.on('SIGUSR2', () => collect())
