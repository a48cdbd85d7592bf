import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// The yardstick for central: node:http that reads a JSON body and answers one.
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { ops } = JSON.parse(Buffer.concat(chunks).toString()) as { ops: unknown[] }
    const body = JSON.stringify({ serverTime: new Date().toISOString(), verdicts: ops.map(() => ({ outcome: 'taken' })) })
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
  })
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`)
})
