import { lineOf } from './measure.ts'
import { central } from './central.ts'
import { centralPostgres } from './central-postgres.ts'
import { centralReach } from './central-reach.ts'
import { desk } from './desk.ts'
import { durableBooking } from './durable-booking.ts'
import { cache } from './kiosk.ts'
import { latency } from './latency.ts'
import { page } from './page.ts'
import { peers } from './peers.ts'
import { queue } from './queue.ts'
import { race } from './race.ts'
import { receipt } from './receipt.ts'
import { slots } from './slots.ts'
import { day } from './station-memory.ts'

// `npm run bench [-- NAME…]`: one JSON line for each figure. It says what it measured, and passes no judgement by exit code
// but for goals that were missed.

const BENCHES = {
  slots,
  durable: durableBooking,
  cache,
  queue,
  receipt,
  day,
  central,
  centralPostgres,
  centralReach,
  race,
  desk,
  page,
  latency,
  peers,
}
const wanted = process.argv.slice(2)
let missed = 0
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const line of await bench()) {
    if (line.pass === false) missed += 1
    process.stdout.write(`${JSON.stringify(lineOf(line))}\n`)
  }
}
process.exitCode = missed > 0 ? 1 : 0
