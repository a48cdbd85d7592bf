import { connect, createServer, type Socket } from 'node:net'

export const NET_FAULTS = [
  /** The connection is reset before anything is read. */
  'reset',
  /** The request is taken and nothing follows. */
  'stall',
  /** The request reaches the server; its answer reaches nobody, and the connection stays open. */
  'halfOpen',
  /** The answer comes a byte at a time. */
  'trickle',
  /** The connection ends as soon as the request has reached the server. */
  'cutAfterRequest',
  /** The connection ends when the server begins to answer. */
  'cutBeforeAnswer',
  /** The request reaches the server twice; the second answer comes back. */
  'duplicate',
] as const
export type NetFault = (typeof NET_FAULTS)[number]

export type FaultProxy = {
  readonly address: string
  /** The next request to this path, with these words in it, meets the fault; each path may have one. */
  readonly plan: (path: string, fault: NetFault, words?: string) => void
  /** Whether a request to this path has met the fault that was planned for it last. */
  readonly met: (path: string) => boolean
  readonly stop: () => Promise<void>
}

/** A TCP proxy in front of a server that spoils single requests. It reads no more of HTTP than where a request ends. */
export async function startFaultProxy(target: string, { byteMs }: { byteMs: number }): Promise<FaultProxy> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => undefined).on('close', () => open.delete(socket))
    return socket
  }
  const upstream = () => keep(connect(Number(port), hostname))
  const planned = new Map<string, { fault: NetFault; words: string; met: boolean }>()
  const faultFor = ({ path, bytes }: { path: string; bytes: Buffer }): NetFault | null => {
    const plan = planned.get(path)
    if (plan === undefined || plan.met || !bytes.includes(plan.words)) return null
    plan.met = true
    return plan.fault
  }
  const server = createServer((socket) => {
    const client = keep(socket)
    let read = Buffer.alloc(0)
    client.on('data', (chunk) => {
      read = Buffer.concat([read, chunk])
      const request = wholeRequest(read)
      if (request === null) return
      read = Buffer.alloc(0)
      serve(client, request.bytes, faultFor(request))
    })
  })

  function serve(client: Socket, request: Buffer, fault: NetFault | null): void {
    if (fault === 'reset') client.resetAndDestroy()
    else if (fault === 'stall') return
    else if (fault === 'duplicate') {
      const first = upstream()
      first.end(request)
      first.resume().on('close', () => forward(client, request, null))
    } else forward(client, request, fault)
  }
  function forward(client: Socket, request: Buffer, fault: NetFault | null): void {
    const server = upstream()
    client.on('close', () => server.destroy())
    server.write(request)
    if (fault === 'halfOpen') server.resume()
    else if (fault === 'cutAfterRequest') setTimeout(() => client.destroy(), 20)
    else if (fault === 'cutBeforeAnswer') server.once('data', () => client.destroy())
    else if (fault === 'trickle') server.on('data', (bytes) => trickle(client, bytes, byteMs))
    else server.pipe(client)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    address: `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`,
    plan: (path, fault, words = '') => void planned.set(path, { fault, words, met: false }),
    met: (path) => planned.get(path)?.met ?? false,
    stop: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A request whose body has arrived, changed so that the server ends the connection behind its answer. */
function wholeRequest(read: Buffer): { path: string; bytes: Buffer } | null {
  const end = read.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = read.subarray(0, end).toString('latin1')
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
  if (read.length < end + 4 + length) return null
  const path = /^\S+ ([^ ?]+)/.exec(head)?.[1] ?? ''
  const closing = `${head.replace(/^connection:.*\r\n/im, '')}\r\nconnection: close\r\n\r\n`
  return { path, bytes: Buffer.concat([Buffer.from(closing, 'latin1'), read.subarray(end + 4, end + 4 + length)]) }
}

function trickle(client: Socket, bytes: Buffer, byteMs: number): void {
  let sent = 0
  const timer = setInterval(() => {
    if (sent >= bytes.length || client.destroyed) clearInterval(timer)
    else client.write(bytes.subarray(sent, (sent += 1)))
  }, byteMs)
}
