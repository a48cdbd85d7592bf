import { flushCompileCache } from 'node:module'
import { Settings } from '../../sync/central/settings.ts'
import { createCentral } from '../../sync/central/central.ts'
import { systemClock, systemTimers } from '../../sync/central/clock.ts'
import { readConfig } from '../../sync/central/config.ts'
import { openContext } from '../../sync/central/open-central.ts'
import { systemRandom } from '../../sync/central/random.ts'
import { issueEnrolmentCode } from '../../sync/central/fleet/kiosks.ts'
import { loadCatalogue } from '../../sync/central/town/load-catalogue.ts'
import { smallTown } from './small-town.ts'

// A central process to be killed: it loads its code, waits for `{ port }`, serves until it is killed, and says so when it
// is there. Waiting with the code loaded makes a hundred rounds a matter of seconds.

const [data = '', databaseUrl = ''] = process.argv.slice(2)
// Compiled code is kept for the processes that follow: a killed one has no end at which it could do so.
flushCompileCache()
const silent = () => undefined
const log = { info: silent, warn: silent, error: (event: string, fields?: object) => process.send?.({ fault: event, fields }) }
const ports = { clock: systemClock, timers: systemTimers, random: systemRandom, log }

process.once('message', (message) => {
  const { port } = message as { port: number }
  void serve(port)
})
// It never outlives the test that has started it.
process.once('disconnect', () => process.exit(1))

async function serve(port: number): Promise<void> {
  const config = readConfig({ data }, { DATABASE_URL: databaseUrl })
  const context = await openContext(config, ports, `http://127.0.0.1:${String(port)}`)
  Object.assign(context.settings, Settings.parse({ publicUrl: context.settings.publicUrl, requestsPerMinute: 10_000_000 }))
  await loadCatalogue(context, smallTown({ seats: 200, horizonDays: 21 }))
  const { code } = await issueEnrolmentCode(context, { officeId: null, name: null, profile: 'lobby' })
  const central = await createCentral(context)
  await central.listen({ host: '127.0.0.1', port })
  process.send?.({ code })
}
