import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { troubleOf } from '../health/central-trouble.ts'
import type { Ports } from '../ports.ts'

/**
 * Node's fetch, which also believes the authorities of the operating system: a town's own stands there, and nowhere in Node.
 * They are read when somebody is not believed for the first time, since reading them takes some 200 ms of the only thread,
 * and stay believed by the whole process.
 */
export function fetchOverTls(): Ports['fetch'] {
  let complete = false
  return async (address, init) => {
    try {
      return await fetch(address, init)
    } catch (error) {
      if (complete || troubleOf(error) !== 'certificateUntrusted') throw error
      complete = true
      setDefaultCACertificates([...new Set([...getCACertificates('default'), ...getCACertificates('system')])])
      return fetch(address, init)
    }
  }
}
