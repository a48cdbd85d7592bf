import { systemClock } from '../../main/clock.ts'
import { createNetworkPrinter } from '../../main/printing/network.ts'

// A process that prints one long slip at the port it is given, until it is killed.
const [, , port] = process.argv
const slip = { jobId: 'job', bytes: new Uint8Array(20_000).fill(0x41) }
await createNetworkPrinter(systemClock, { host: '127.0.0.1', port: Number(port) }).print(slip, new AbortController().signal)
