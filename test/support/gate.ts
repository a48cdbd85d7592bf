import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire to a server that a test can cut. */
export type Gate = {
  readonly address: string
  /** Ends every connection and lets none through, until mended. */
  readonly cut: () => void
  readonly mend: () => void
  readonly close: () => Promise<void>
}

export async function openGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    return socket.on('error', () => undefined).on('close', () => open.delete(socket))
  }
  let whole = true
  const endAll = () => open.forEach((socket) => socket.resetAndDestroy())
  const server = createServer((socket) => {
    const client = keep(socket)
    if (!whole) return void client.resetAndDestroy()
    const far = keep(connect(Number(port), hostname))
    client.pipe(far).pipe(client)
    client.on('close', () => far.destroy())
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
    mend: () => {
      whole = true
    },
    close: async () => {
      endAll()
      server.close()
      await once(server, 'close')
    },
  }
}
