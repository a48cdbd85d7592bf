import { randomUUID } from 'node:crypto'
import type { Person } from '../../sync/contract/person.ts'
import type { MailTransport } from '../../sync/central/mail/mail-transport.ts'
import { smtpTransport } from '../../sync/central/mail/mail-transport.ts'
import { createMailWorker } from '../../sync/central/mail/mail-worker.ts'
import { staffRoom } from '../../sync/central/pages/review/staff-room.ts'
import { visitorRoom } from '../../sync/central/pages/visitor-room.ts'
import { addStaff } from '../../sync/central/staff/accounts.ts'
import type { Role } from '../../sync/central/staff/roles.ts'
import { type CentralKit, type KitOptions, startCentralKit } from './central-kit.ts'
import { ADA, type KioskDevice, type Wish } from './kiosk-device.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'

export const SLOT = '2026-11-24T07:00:00.000Z'
export const PASSWORD = 'vier Pferde im Nebel'
/** Cheap on purpose: tests sign in often. */
export const COST = { ln: 10, r: 8, p: 1 } as const

export type PeopleKit = CentralKit & {
  readonly mailbox: Mailbox
  readonly kiosk: KioskDevice
  /** Books at the kiosk; answers the booking's id and the secret on its receipt. */
  readonly book: (wish?: Partial<Wish>) => Promise<{ bookingId: string; secret: string; number: string }>
  /** Sends all mails that are due; answers how many the mailbox has got by it. */
  readonly mails: () => Promise<number>
  readonly worker: (transport: MailTransport) => ReturnType<typeof createMailWorker>
  readonly staff: (account: { role?: Role; offices?: string[]; email?: string }) => Promise<Browser>
  readonly signIn: (email: string, password?: string) => Promise<{ status: number; browser: Browser }>
}

export type Shown = { readonly status: number; readonly text: string; readonly headers: Headers; readonly url: string }
/** What a browser without script does: follows redirects, keeps its cookie, sends forms with their hidden fields. */
export type Browser = {
  readonly get: (path: string) => Promise<Shown>
  readonly post: (path: string, form?: Record<string, string | string[]>, headers?: Record<string, string>) => Promise<Shown>
  readonly csrf: () => Promise<string>
  readonly cookie: () => string
}

/** Central with pages and mail: a real SMTP server takes what its worker sends. */
export async function startPeople(options: KitOptions = {}): Promise<PeopleKit> {
  const mailbox = await openMailbox()
  const kit = await startCentralKit({ rooms: [visitorRoom, staffRoom({ cost: COST })], ...options })
  const kiosk = await kit.enrol()
  const transport = smtpTransport({ host: '127.0.0.1', port: mailbox.port, tls: 'none' })
  const worker = (way: MailTransport) =>
    createMailWorker(kit.context, { transport: way, from: 'termine@stadt.example', processId: randomUUID() })
  const ordinary = worker(transport)
  let sequence = 0
  const signIn = async (email: string, password = PASSWORD) => {
    const browser = openBrowser(kit.address)
    const { status } = await browser.post('/staff/sign-in', { email, password })
    return { status, browser }
  }
  return {
    ...kit,
    mailbox,
    kiosk,
    async book(wish = {}) {
      const op = await kiosk.bookingOp({ startsAt: SLOT, ...wish })
      sequence += 1
      const answer = await kiosk.sync({ ops: [kiosk.signedOp(sequence, op)] })
      const verdict = answer.verdicts[0]?.verdict
      if (verdict?.outcome !== 'taken') throw new Error(`not taken: ${JSON.stringify(verdict)}`)
      const row = await kit.context.store.read((tx) =>
        tx.one<{ number: string }>('select number from booking where booking_id = $1', [op.bookingId]),
      )
      return { bookingId: op.bookingId, secret: op.opId, number: row?.number ?? '' }
    },
    async mails() {
      const before = mailbox.received().length
      while ((await ordinary.turn()) > 0);
      return mailbox.received().length - before
    },
    worker,
    async staff({ role = 'clerk', offices = ['rathaus'], email = `${role}-${randomUUID().slice(0, 8)}@stadt.example` }) {
      const added = await addStaff(kit.context, { email, name: 'Vera Beispiel', role, offices, password: PASSWORD }, COST)
      if (added.outcome !== 'added') throw new Error(JSON.stringify(added))
      return (await signIn(email)).browser
    },
    signIn,
    async stop() {
      transport.close()
      await mailbox.close()
      await kit.stop()
    },
  }
}

export const person = (changes: Partial<Person>): Person => ({ ...ADA, ...changes })

/** The address of the only link of a mail whose path ends so. */
export function linkIn(text: string | undefined, ending: string): string {
  const found = [...(text ?? '').matchAll(/https?:\/\/\S+/g)].map(([link]) => link).find((link) => link.endsWith(ending))
  if (found === undefined) throw new Error(`no link ending ${ending} in\n${text ?? ''}`)
  return found
}

export function openBrowser(address: string): Browser {
  let cookie = ''
  let csrf = ''
  const go = async (path: string, init: RequestInit, left = 5): Promise<Shown> => {
    const url = new URL(path, address).href
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...(cookie && { cookie }), ...init.headers } })
    const set = answer.headers.get('set-cookie')
    if (set !== null) cookie = set.split(';')[0] ?? ''
    const location = answer.headers.get('location')
    if (location !== null && left > 0) return go(location, {}, left - 1)
    const text = await answer.text()
    csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? csrf
    return { status: answer.status, text, headers: answer.headers, url }
  }
  return {
    get: (path) => go(path, {}),
    async post(path, form = {}, headers = {}) {
      const fields = Object.entries({ csrf, ...form }).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
      return go(path, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: address, ...headers },
      })
    },
    csrf: () => Promise.resolve(csrf),
    cookie: () => cookie,
  }
}
