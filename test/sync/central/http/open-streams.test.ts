import assert from 'node:assert/strict'
import { it } from 'node:test'
import { revokeKiosk } from '../../../../sync/central/fleet/kiosks.ts'
import { MOST_OF_A_KIOSK } from '../../../../sync/central/http/open-streams.ts'
import { startCentralKit } from '../../../support/central-kit.ts'
import type { KioskDevice } from '../../../support/kiosk-device.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const PATH = '/v1/events'
const stopLater = stopAfterEach()

async function start() {
  const kit = stopLater(await startCentralKit())
  const open = async (kiosk: KioskDevice) => {
    const abort = new AbortController()
    const response = await fetch(kit.address + PATH, { headers: kiosk.authorize('GET', PATH, ''), signal: abort.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    assert.match((await reader?.read())?.value ?? '', /^: connected/)
    /** All that comes until central ends the stream. */
    const rest = async () => {
      for (let text = ''; ; ) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
        if (done) return text
        text += value
      }
    }
    return { response, rest, leave: () => abort.abort() }
  }
  const streams = async () =>
    Number(/^foyer_event_streams (\d+)$/m.exec(await (await fetch(`${kit.address}/metrics`)).text())?.[1])
  const untilThereAre = async (wanted: number) => {
    while ((await streams()) !== wanted);
  }
  /** Central looks for changes after each request that may have made one. */
  const look = () => fetch(`${kit.address}/v1/enrolments`, { method: 'POST' })
  return { ...kit, open, streams, untilThereAre, look }
}

it('a revoked kiosk is told to ask, and hears nothing more; the others go on', async () => {
  const { open, enrol, context, look, streams, untilThereAre } = await start()
  const [stolen, other] = [await enrol(), await enrol()]
  const [its, others] = [await open(stolen), await open(other)]
  await revokeKiosk(context, stolen.kioskId)
  await look()
  assert.match(await its.rest(), /event: poke\ndata: \{"officeId":null/)
  await untilThereAre(1)
  assert.equal((await stolen.call('GET', '/v1/info')).status, 200, 'what anybody may read')
  const again = await stolen.call('GET', PATH)
  assert.equal(again.status, 403)
  others.leave()
  await untilThereAre(0)
  assert.equal(await streams(), 0)
})

it("a kiosk's newest streams stay, and those that left leave nothing behind", async () => {
  const { open, enrol, streams, untilThereAre } = await start()
  const [greedy, other] = [await enrol(), await enrol()]
  const quiet = await open(other)
  const opened = []
  for (let more = 0; more < MOST_OF_A_KIOSK + 3; more += 1) opened.push(await open(greedy))
  for (const oldest of opened.slice(0, 3)) assert.equal(await oldest.rest(), '')
  await untilThereAre(MOST_OF_A_KIOSK + 1)
  for (const { leave } of opened) leave()
  await untilThereAre(1)
  quiet.leave()
  await untilThereAre(0)
  assert.equal(await streams(), 0)
})

it('a stream asks proxies to keep and change nothing, and tells whoever asks for its head alone at once', async () => {
  const { open, enrol, address } = await start()
  const kiosk = await enrol()
  const { response, leave } = await open(kiosk)
  assert.equal(response.headers.get('cache-control'), 'no-store, no-transform')
  assert.equal(response.headers.get('x-accel-buffering'), 'no')
  assert.equal(response.headers.get('content-encoding'), null)
  leave()
  const head = await fetch(address + PATH, { method: 'HEAD', headers: kiosk.authorize('HEAD', PATH, '') })
  assert.match(head.headers.get('content-type') ?? '', /^text\/event-stream/)
})
