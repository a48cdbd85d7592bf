import { isIPv6 } from 'node:net'

/** Where a central that listens on `host` is found from its own machine, without a slash at the end. */
export function addressOf(host: string, port: number): string {
  // What listens on every address has none to be named.
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${String(port)}`
}
