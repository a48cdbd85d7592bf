import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core'
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519'
import type { BookingOp, EscrowCut, Op } from '../../sync/contract/booking.ts'
import { canonicalJson } from '../../sync/contract/canonical-json.ts'
import type { OfflineCaller } from '../../sync/contract/desk-records.ts'
import { CentralInfo, EnrolAnswer, SyncAnswer, type SyncRequest } from '../../sync/contract/kiosk-api.ts'
import type { Person } from '../../sync/contract/person.ts'

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown }

/** A kiosk as central sees it, written from the contract alone: a device key, signed requests, sealed persons. */
export type KioskDevice = {
  readonly kioskId: string
  readonly epoch: string
  readonly call: (method: 'GET' | 'POST', path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  /** The headers of a signed request, for tests that send it themselves. */
  readonly authorize: (method: string, path: string, body: string) => Record<string, string>
  readonly hold: (wish: {
    bookingId: string
    officeId: string
    services: { serviceId: string; count: number }[]
    startsAt: string
  }) => Promise<Answer>
  readonly bookingOp: (wish: Wish) => Promise<BookingOp>
  readonly signedOp: (sequence: number, op: Op) => SyncRequest['ops'][number]
  readonly sync: (request?: Partial<SyncRequest>) => Promise<SyncAnswer>
  /** A machine of somebody who has stolen this device's key and its id, but not its disk. */
  readonly thief: () => KioskDevice
}
export type Wish = {
  readonly startsAt: string
  readonly person?: Person
  readonly bookingId?: string
  readonly officeId?: string
  readonly serviceId?: string
  readonly count?: number
  readonly promised?: boolean
  readonly escrowBlocks?: string[]
  readonly escrowCuts?: EscrowCut[]
  readonly channel?: 'kiosk' | 'desk'
  /** What a desk has agreed with a caller without central. */
  readonly caller?: OfflineCaller
  readonly bookedAt?: string
}

export const ADA: Person = { familyName: 'Musterfrau', firstName: 'Ada', email: 'ada@example.org' }

/** Enrols a new device at a running central. */
export async function enrolKiosk(central: string, code: string, nowMs: () => number): Promise<KioskDevice> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')
  const info = CentralInfo.parse(await (await fetch(`${central}/v1/info`)).json())
  const enrolled = EnrolAnswer.parse(await post(`${central}/v1/enrolments`, { code, publicKey: raw, deviceName: 'Testgerät' }))
  if (enrolled.outcome !== 'enrolled') throw new Error('the code was refused')
  return createDevice({ central, kioskId: enrolled.kioskId, privateKey, nowMs, sealingKey: info.sealingKey })
}

async function post(url: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return answer.json()
}

type DeviceParts = {
  central: string
  kioskId: string
  privateKey: KeyObject
  nowMs: () => number
  sealingKey: CentralInfo['sealingKey']
}

function createDevice(parts: DeviceParts): KioskDevice {
  const { central, kioskId, privateKey, nowMs, sealingKey } = parts
  const epoch = randomUUID()
  const signature = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64')
  const authorize = (method: string, path: string, body: string) => {
    const at = String(nowMs())
    const digest = createHash('sha256').update(body).digest('base64')
    return { authorization: `Foyer ${kioskId}:${at}:${signature(`${method}\n${path}\n${at}\n${digest}`)}` }
  }
  const call: KioskDevice['call'] = async (method, path, body, headers = {}) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const answer = await fetch(`${central}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...authorize(method, path, text),
        ...headers,
      },
      ...(body !== undefined && { body: text }),
    })
    const answered = await answer.text()
    return { status: answer.status, headers: answer.headers, body: answered === '' ? null : JSON.parse(answered) }
  }
  return {
    kioskId,
    epoch,
    call,
    authorize,
    hold: (wish) => call('POST', '/v1/holds', wish),
    async bookingOp(wish) {
      const opId = randomUUID()
      return {
        kind: 'book',
        opId,
        bookingId: wish.bookingId ?? randomUUID(),
        officeId: wish.officeId ?? 'rathaus',
        services: [{ serviceId: wish.serviceId ?? 'ausweis', count: wish.count ?? 1 }],
        startsAt: wish.startsAt,
        language: 'de',
        channel: wish.channel ?? 'kiosk',
        consent: { version: '1', acceptedAt: new Date(nowMs()).toISOString() },
        receiptKeyHash: createHash('sha256').update(opId).digest('base64'),
        promised: wish.promised ?? false,
        escrowBlocks: wish.escrowBlocks ?? [],
        ...(wish.escrowCuts && { escrowCuts: wish.escrowCuts }),
        bookedAt: wish.bookedAt ?? new Date(nowMs()).toISOString(),
        person: await seal(wish.person ?? ADA, opId, sealingKey),
        ...(wish.caller && { caller: await seal(wish.caller, `${opId}:caller`, sealingKey) }),
      }
    },
    thief: () => createDevice(parts),
    signedOp: (sequence, op) => ({ sequence, op, signature: signature(canonicalJson(op)) }),
    async sync(request = {}) {
      const answer = await call('POST', '/v1/sync', {
        epoch,
        generation: 1,
        cursors: {},
        escrow: [],
        returned: [],
        ops: [],
        catalogueVersion: null,
        health: null,
        ...request,
      })
      if (answer.status !== 200) throw new Error(`sync answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`)
      return SyncAnswer.parse(answer.body)
    },
  }
}

async function seal(content: Person | OfflineCaller, associated: string, { keyId, publicKey }: CentralInfo['sealingKey']) {
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytes(Buffer.from(publicKey, 'base64')))
  const sender = await suite.createSenderContext({ recipientPublicKey })
  const ciphertext = await sender.seal(bytes(Buffer.from(JSON.stringify(content))), bytes(Buffer.from(associated)))
  return { keyId, enc: Buffer.from(sender.enc).toString('base64'), ciphertext: Buffer.from(ciphertext).toString('base64') }
}

const bytes = (buffer: Buffer): ArrayBuffer => new Uint8Array(buffer).buffer
