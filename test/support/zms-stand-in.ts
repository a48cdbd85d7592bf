import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A stand-in for the ZMS citizen API, written from its documented behaviour, traps included: bare objects instead of
 * envelopes, ids now numbers now strings, times as text, a lost race answered 404 with the body of another error, keys
 * that rotate on cancelling, expired bookings that are simply not there any more, 429 without Retry-After.
 */
type Process = {
  id: number
  key: string
  status: string
  timestamp: number
  familyName: string
  email: string
  createdAt: number
  expiresAt: number
}
type Fault = 'loseAnswer' | 'maintenance' | 'rateLimited' | 'lostRace' | 'garbage' | 'internalError' | keyof typeof FOREIGN

/** What stands before the server, or only half knows us, answers in its place. */
const FOREIGN = {
  gateway404: [404, '<html>404 Not Found</html>'],
  gateway403: [403, '<html>Forbidden</html>'],
  gateway502: [502, '<html>Bad Gateway</html>'],
  /** A path that this version does not have: it changes without a number. */
  noSuchPath: [404, JSON.stringify({ errors: [{ errorCode: 'notFound' }] })],
  blacklisted: [403, JSON.stringify({ errors: [{ errorCode: 'IP_BLACKLISTED' }] })],
  /** The same, looked up once more by a name that it does not have. */
  emptyCatalogue: [200, JSON.stringify({ offices: [], services: [], relations: [] })],
  blacklistedUnnamed: [400, JSON.stringify({ errors: [{ errorCode: 'unknownError' }] })],
} as const
const isForeign = (fault: Fault | undefined): fault is keyof typeof FOREIGN => fault !== undefined && fault in FOREIGN

const SCOPE = {
  emailRequired: '1',
  telephoneActivated: 1,
  captchaActivatedRequired: false,
  reservationDuration: '15',
  activationDuration: 30,
}
const OTHER_KEY = 'f'.repeat(64)

/** The server's Date header tells the real time; taken out, the test's clock counts. */
export const withoutDate: typeof fetch = async (...request) => {
  const response = await fetch(...request)
  const headers = new Headers(response.headers)
  headers.delete('date')
  return new Response(await response.text(), { status: response.status, headers })
}

export async function startZms({ now }: { now: () => number }) {
  const processes = new Map<number, Process>()
  const seats = new Map<number, number>()
  const faults: { path: string; fault: Fault }[] = []
  const asked: { path: string; body: unknown }[] = []
  let nextId = 100_001
  let catalogue: { offices: readonly object[]; services: readonly object[]; relations: readonly object[] } = CATALOGUE

  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://zms')
    const path = url.pathname.replace(/^\/api\/citizen\//, '').replace(/\/$/, '')
    if (!url.pathname.endsWith('/')) return error(response, 404, 'notFound')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {}
    asked.push({ path, body: request.method === 'GET' ? Object.fromEntries(url.searchParams) : body })
    const at = faults.findIndex((planned) => planned.path === path)
    const fault = at === -1 ? undefined : faults.splice(at, 1)[0]?.fault
    if (isForeign(fault)) {
      const [status, page] = FOREIGN[fault]
      return send(response, status, page)
    }
    if (fault === 'maintenance') return error(response, 503, 'serviceUnavailable')
    if (fault === 'rateLimited') return error(response, 429, 'rateLimitExceeded')
    if (fault === 'internalError') return error(response, 500, 'internalError')
    if (fault === 'garbage') return send(response, 200, '<html>proxy</html>')
    // The search found the slot, the lock did not: an exception nobody mapped.
    if (fault === 'lostRace') return error(response, 404, 'unknownError')
    const [status, result] = route(path, { ...Object.fromEntries(url.searchParams), ...body })
    if (fault === 'loseAnswer') return void response.destroy()
    send(response, status, JSON.stringify(result))
  }

  function route(path: string, input: Record<string, unknown>): [number, unknown] {
    // By a job of each minute, and so up to one later than it says.
    const lastRun = Math.floor(now() / 60_000) * 60_000
    for (const process of processes.values())
      if (process.expiresAt <= lastRun && process.status !== 'confirmed') processes.delete(process.id)
    if (path === 'offices-and-services') return [200, catalogue]
    if (path === 'available-calendar') return calendar(input)
    if (path === 'reserve-appointment') return reserve(input)
    const process = processes.get(Number(input['processId']))
    if (!process) return failure(404, 'appointmentNotFound')
    if (process.key !== input['authKey']) return failure(406, 'authKeyMismatch')
    if (path === 'appointment') return [200, thinned(process)]
    if (path === 'update-appointment') return update(process, input)
    if (path === 'preconfirm-appointment') return preconfirm(process)
    if (path === 'cancel-appointment') return cancel(process)
    return failure(404, 'notFound')
  }

  function calendar(input: Record<string, unknown>): [number, unknown] {
    if (!/^\d{4}-\d\d-\d\d$/.test(textIn(input, 'startDate'))) return failure(400, 'invalidStartDate')
    if (textIn(input, 'serviceIds').split(',').length !== textIn(input, 'serviceCounts').split(',').length)
      return failure(400, 'MISMATCHED_ARRAYS')
    const free = [...seats].filter(([, left]) => left > 0).map(([second]) => second)
    if (free.length === 0) return failure(404, 'noAppointmentForThisScope')
    return [
      200,
      { availableDays: [{ date: input['startDate'], providerIDs: '10', offices: [{ officeId: '10', appointments: free }] }] },
    ]
  }

  function reserve(input: Record<string, unknown>): [number, unknown] {
    if (!Array.isArray(input['serviceId']) || !Array.isArray(input['serviceCount'])) return failure(400, 'EMPTY_SERVICE_ARRAYS')
    const second = Number(input['timestamp'])
    const left = seats.get(second) ?? 0
    if (left === 0) return failure(404, 'appointmentNotAvailable')
    seats.set(second, left - 1)
    const process: Process = {
      id: (nextId += 7),
      key: String(nextId).padStart(64, 'a'),
      status: 'reserved',
      timestamp: second,
      familyName: '',
      email: 'test@muenchen.de',
      createdAt: now(),
      expiresAt: now() + 15 * 60_000,
    }
    processes.set(process.id, process)
    return [200, thinned(process)]
  }

  function update(process: Process, input: Record<string, unknown>): [number, unknown] {
    if (process.status !== 'reserved') return failure(409, 'processNotReservedAnymore')
    if ((input['familyName'] ?? '') === '') return failure(400, 'invalidFamilyName')
    if (textIn(input, 'email').includes('+')) return failure(400, 'invalidEmail')
    if (input['email'] === 'busy@example.org') return failure(406, 'tooManyAppointmentsWithSameMail')
    process.familyName = textIn(input, 'familyName')
    process.email = textIn(input, 'email')
    return [200, thinned(process)]
  }

  function preconfirm(process: Process): [number, unknown] {
    if (process.status !== 'reserved') return failure(409, 'processNotReservedAnymore')
    process.status = 'preconfirmed'
    // From the reservation on: the time in the form is part of it.
    process.expiresAt = process.createdAt + 30 * 60_000
    return [200, thinned(process)]
  }

  function cancel(process: Process): [number, unknown] {
    if (process.timestamp * 1_000 <= now()) return failure(406, 'appointmentCanNotBeCanceled')
    process.key = OTHER_KEY
    process.status = process.status === 'reserved' ? 'blocked' : 'deleted'
    return [200, thinned(process)]
  }

  return {
    baseUrl: `http://127.0.0.1:${port}/api/citizen`,
    processes,
    asked,
    offer: (startsAt: number, count: number) => void seats.set(startsAt / 1_000, count),
    /** The next request to the path meets this fault. */
    plan: (path: string, fault: Fault) => void faults.push({ path, fault }),
    /** From now on it has these offices, each with the identity card. */
    haveOffices: (...ids: string[]) => {
      const offices = ids.flatMap((id) =>
        CATALOGUE.offices.filter((office) => office.id === 10).map((office) => ({ ...office, id })),
      )
      const relations = ids.map((officeId) => ({ officeId, serviceId: 1063441, slots: 2, public: true }))
      catalogue = { ...CATALOGUE, offices, relations }
    },
    confirmByLink: (id: string) => {
      const process = processes.get(Number(id))
      if (process) process.status = 'confirmed'
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

const textIn = (input: Record<string, unknown>, key: string): string => {
  const value = input[key]
  return typeof value === 'string' ? value : ''
}

const thinned = (process: Process) => ({
  processId: process.id,
  timestamp: String(process.timestamp),
  authKey: process.key,
  familyName: process.familyName,
  email: process.email,
  officeId: '10',
  status: process.status,
  scope: SCOPE,
})

const failure = (status: number, errorCode: string): [number, unknown] => [
  status,
  { errors: [{ errorCode, errorMessage: errorCode, statusCode: status, errorType: 'error' }] },
]

function error(response: ServerResponse, status: number, errorCode: string): void {
  send(response, status, JSON.stringify(failure(status, errorCode)[1]))
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}

const CATALOGUE = {
  offices: [
    {
      id: 10,
      name: 'Bürgerbüro Ruppertstraße',
      address: { street: 'Ruppertstraße', house_number: '19', postal_code: '80337', city: 'München', hint: false },
      slotTimeInMinutes: 5,
      slotsPerAppointment: '8',
      scope: SCOPE,
    },
    { id: '11', name: 'Mit Captcha', slotTimeInMinutes: 5, scope: { ...SCOPE, captchaActivatedRequired: true } },
    { id: 12, name: 'Mit Freitext', slotTimeInMinutes: 5, scope: { ...SCOPE, customTextfieldRequired: '1' } },
    { id: 13, name: 'Krumme Takte', slotTimeInMinutes: 7, scope: null },
    { name: 'ohne Nummer' },
  ],
  services: [
    { id: 1063453, name: 'Reisepass', maxQuantity: 2, combinable: { 1: { 1063453: [10] }, 2: { 1063441: [10, 12] } } },
    { id: 1063441, name: 'Personalausweis', maxQuantity: '3', combinable: [] },
    { id: null, name: 'kaputt' },
  ],
  relations: [
    { officeId: 10, serviceId: '1063453', slots: '3', public: true, maxQuantity: 2 },
    { officeId: '10', serviceId: 1063441, slots: 2, public: true },
    { officeId: 11, serviceId: 1063441, slots: 2, public: true },
    { officeId: 13, serviceId: 1063441, slots: 1, public: true },
    { officeId: 10, serviceId: 999, slots: 1, public: true },
  ],
}
