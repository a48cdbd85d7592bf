import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire to a server that a test can cut. */
export type Gate = {
  readonly address: string
  /** Ends every connection and lets none through, until mended. */
  readonly cut: () => void
  /** What is asked still arrives, but no answer comes back, until mended. */
  readonly hush: () => void
  readonly mend: () => void
  /** How many event streams are open: a cut is noticed at once by whoever listens to one. */
  readonly streams: () => number
  readonly close: () => Promise<void>
}

export async function openGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    return socket.on('error', () => undefined).on('close', () => open.delete(socket))
  }
  const streaming = new Set<Socket>()
  let whole = true
  let hushed = false
  const endAll = () => open.forEach((socket) => socket.resetAndDestroy())
  const server = createServer((socket) => {
    const client = keep(socket)
    if (!whole) return void client.resetAndDestroy()
    const far = keep(connect(Number(port), hostname))
    client.pipe(far).on('data', (answer: Buffer) => {
      if (/^content-type: text\/event-stream/im.test(answer.toString('latin1'))) streaming.add(client)
      if (!hushed) client.write(answer)
    })
    client.on('close', () => {
      streaming.delete(client)
      far.destroy()
    })
    far.on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      whole = false
      endAll()
    },
    hush: () => {
      hushed = true
    },
    mend: () => {
      // Whoever still waits for an answer that was swallowed learns that there will be none.
      if (hushed) endAll()
      whole = true
      hushed = false
    },
    streams: () => streaming.size,
    close: async () => {
      endAll()
      server.close()
      await once(server, 'close')
    },
  }
}
