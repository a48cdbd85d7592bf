import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { bookingNumber } from '../../sync/contract/booking.ts'
import { enrolKiosk } from '../support/kiosk-device.ts'
import { packagesOfCentral } from '../support/packages-of-central.ts'
import { type PackedCentral, startPackedCentral } from './packed-central.ts'

// Never the waiting form: connections that central closes meanwhile would look open.
const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'foyer-drill-'))
const running = new Set<PackedCentral>()
after(async () => {
  for (const central of running) await central.kill()
  rmSync(folder, { recursive: true, force: true })
})

describe('from nothing to a booking, through a disaster and back', {
  skip: process.platform !== 'linux' && 'central is packed for Linux',
  timeout: 235_000,
}, () => {
  test('install, import, enrol, book, back up, destroy, restore: the booking is there and can be cancelled', async () => {
    const { tarball } = packagesOfCentral(join(folder, 'out'))
    const install = async (name: string) => {
      mkdirSync(join(folder, name))
      await run('tar', ['-xzf', tarball, '-C', join(folder, name)])
      return join(folder, name, 'foyer-central')
    }
    const start = async (installed: string, data: string, port?: string) => {
      const central = await startPackedCentral(installed, data, port)
      running.add(central)
      return central
    }
    const operator = async (installed: string, data: string, ...args: string[]) => {
      const env = { PATH: '/usr/bin:/bin' }
      const { stdout } = await run(join(installed, 'bin/foyer-operator'), [...args, '--data', data], { env, cwd: '/' })
      return stdout
    }

    const first = await install('first')
    const data = join(folder, 'first-data')
    await operator(first, data, 'catalog', 'import', '--format', 'foyer', '--file', join(first, 'app/assets/demo-town/town.json'))
    const central = await start(first, data)
    equal((await fetch(`${central.address}/readyz`)).status, 200)

    const code = (await operator(first, data, 'kiosk', 'enrol', '--name', 'Foyer links')).trim().split(/\s+/)[0] ?? ''
    const device = await enrolKiosk(central.address, code, Date.now)
    match(await operator(first, data, 'kiosk', 'list'), /"Foyer links"/)

    const { catalogue } = (await device.call('GET', '/v1/catalogue')).body as {
      catalogue: { offers: { officeId: string; serviceId: string }[] }
    }
    const firstFree = async ({ officeId, serviceId }: { officeId: string; serviceId: string }) => {
      const found = await operator(first, data, 'slots', '--office', officeId, '--service', serviceId, '--days', '30', '--json')
      const [line = ''] = found.split('\n')
      return line === '' ? null : { officeId, serviceId, startsAt: (JSON.parse(line) as { startsAt: string }).startsAt }
    }
    let wish: Awaited<ReturnType<typeof firstFree>> = null
    for (const offer of catalogue.offers) wish ??= await firstFree(offer)
    ok(wish, 'no offer of the demonstration town has a free slot')
    const bookingId = randomUUID()
    const { officeId, serviceId, startsAt } = wish
    const held = await device.hold({ bookingId, officeId, services: [{ serviceId, count: 1 }], startsAt })
    equal((held.body as { outcome: string }).outcome, 'held')
    const op = await device.bookingOp({ bookingId, officeId, serviceId, startsAt, promised: true })
    const booked = await device.sync({ ops: [device.signedOp(1, op)] })
    equal(booked.verdicts[0]?.verdict.outcome, 'taken')

    const number = bookingNumber(bookingId)
    const find = (installed: string, at: string) => operator(installed, at, 'booking', 'find', '--number', number)
    const before = await find(first, data)
    ok(before.includes(number))
    // Central is at work while it is backed up.
    await operator(first, data, 'backup', join(folder, 'backup'))

    await central.kill()
    rmSync(data, { recursive: true })
    rmSync(join(folder, 'first'), { recursive: true })

    const second = await install('second')
    const restored = join(folder, 'second-data')
    await operator(second, restored, 'restore', join(folder, 'backup'))
    equal(await find(second, restored), before)
    const again = await start(second, restored, new URL(central.address).port)
    equal((await fetch(`${again.address}/readyz`)).status, 200)
    // With the keys came the blind index: the person is found by address.
    ok((await operator(second, restored, 'booking', 'find', '--email', 'ada@example.org')).includes(number))
    // The kiosk goes on where it was: its repeated op gets its first answer again, and the next one is taken.
    const cancel = { kind: 'cancel', opId: randomUUID(), bookingId, cancelledAt: new Date().toISOString() } as const
    const after = await device.sync({ ops: [device.signedOp(1, op), device.signedOp(2, cancel)] })
    deepEqual(after.verdicts[0]?.verdict, booked.verdicts[0]?.verdict)
    deepEqual([after.frozen, after.verdicts[1]?.verdict.outcome], [false, 'cancelled'])
    equal(await again.stop(), '0')
  })
})
