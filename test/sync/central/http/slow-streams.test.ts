import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { it } from 'node:test'
import type { Room } from '../../../../sync/central/central.ts'
import { startCentralKit } from '../../../support/central-kit.ts'
import type { KioskDevice } from '../../../support/kiosk-device.ts'

/** So many that all of them at once are more than a stream may keep waiting. */
const OFFICES = 1_000
const POKES_BYTES = OFFICES * 200
const MOST_WAITING_BYTES = 64 * 1_024
// More than any kernel keeps for a connection.
const MOST_ROUNDS = 200

const streamOf = async (address: string, device: KioskDevice): Promise<Socket> => {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  await once(socket, 'connect')
  const { authorization = '' } = device.authorize('GET', '/v1/events', '')
  socket.write(`GET /v1/events HTTP/1.1\r\nhost: central\r\nauthorization: ${authorization}\r\n\r\n`)
  return socket
}

/** Reads a stream to the last byte and counts its pokes. */
function counting(socket: Socket) {
  let rest = ''
  let pokes = 0
  let look = () => undefined as void
  socket.setEncoding('latin1').on('data', (text: string) => {
    const parts = (rest + text).split('event: poke')
    pokes += parts.length - 1
    rest = (parts.at(-1) ?? '').slice(-10)
    look()
  })
  return {
    until: (wanted: number) =>
      new Promise<void>((resolve) => {
        look = () => (pokes >= wanted ? resolve() : undefined)
        look()
      }),
    pokes: () => pokes,
  }
}

it('a kiosk that reads nothing of its stream is cut off before central keeps much for it, and the others hear everything', async (t) => {
  const server = new Map<number | undefined, Socket>()
  const watching: Room = {
    routes: (app) => void app.server.on('connection', (socket: Socket) => server.set(socket.remotePort, socket)),
  }
  const kit = await startCentralKit({ rooms: [watching] })
  const stalled = await streamOf(kit.address, await kit.enrol())
  const reading = await streamOf(kit.address, await kit.enrol())
  t.after(async () => {
    for (const socket of [stalled, reading]) socket.on('error', () => undefined).destroy()
    await kit.stop()
  })
  const heard = counting(reading)
  const atCentral = server.get(stalled.localPort)
  assert.ok(atCentral)
  const poke = async (round: number) => {
    await kit.context.store.transact(async (tx) => {
      if (round > 1) return void (await tx.run('update office_counter set version = version + 1'))
      for (let office = 0; office < OFFICES; office += 1)
        await tx.run('insert into office_counter (office_id, version) values ($1, 1)', [`${String(office)}-${'x'.repeat(74)}`])
    })
    await fetch(`${kit.address}/v1/enrolments`, { method: 'POST' })
    await heard.until(round * OFFICES)
  }
  let rounds = 0
  let most = 0
  while (!atCentral.destroyed && rounds < MOST_ROUNDS) {
    rounds += 1
    await poke(rounds)
    most = Math.max(most, atCentral.writableLength)
  }
  assert.ok(atCentral.destroyed, `still there after ${String(rounds)} rounds`)
  assert.ok(most <= MOST_WAITING_BYTES + POKES_BYTES, `central kept ${String(most)} bytes`)
  await poke(rounds + 1)
  assert.equal(reading.destroyed, false)
})
