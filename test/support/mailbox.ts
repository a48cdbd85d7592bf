import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type Received = { readonly to: string; readonly mail: ParsedMail; readonly source: Buffer }

export type Mailbox = {
  readonly port: number
  readonly received: () => readonly Received[]
  /** The first mail to the address that fits; waits for it. */
  readonly next: (to: string, fits?: (mail: ParsedMail) => boolean, withinMs?: number) => Promise<Received>
  readonly close: () => Promise<void>
}

/** A real SMTP server on loopback that keeps what it receives, parsed by an independent library. */
export async function openMailbox(): Promise<Mailbox> {
  const kept: Received[] = []
  const waiting = new Set<() => void>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const source = Buffer.concat(chunks)
        const to = session.envelope.rcptTo.map(({ address }) => address).join(',')
        simpleParser(source).then(
          (mail) => {
            kept.push({ to, mail, source })
            done()
            for (const wake of waiting) wake()
          },
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        )
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const find = (to: string, fits: (mail: ParsedMail) => boolean) => kept.find((one) => one.to === to && fits(one.mail))
  return {
    port,
    received: () => kept,
    next: (to, fits = () => true, withinMs = 15_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const one = find(to, fits)
          if (!one) return
          waiting.delete(look)
          clearTimeout(timer)
          resolve(one)
        }
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`no such mail to ${to}; there are: ${kept.map((one) => `${one.to} ${one.mail.subject}`).join('; ')}`))
        }, withinMs)
        waiting.add(look)
        look()
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
