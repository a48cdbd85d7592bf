import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { mailRoom } from '../../../sync/central/mail/mail-room.ts'
import { startCentralKit, testKeys } from '../../support/central-kit.ts'

it('a central that ends waits for the relay’s answer to the mail under way, and gives the others back', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'foyer-stop-'))
  const database = { file: join(dataDir, 'central.sqlite'), keys: testKeys() }
  const before = await startCentralKit(database)
  const kiosk = await before.enrol()
  for (const [index, startsAt] of ['2026-11-24T07:00:00.000Z', '2026-11-24T08:00:00.000Z', '2026-11-24T09:00:00.000Z'].entries())
    await kiosk.sync({ ops: [kiosk.signedOp(index + 1, await kiosk.bookingOp({ startsAt }))] })
  await before.stop()

  const given = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  const relay = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      stream.resume().on('end', () => {
        given.resolve()
        void answer.promise.then(() => done())
      })
    },
  })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const { port } = relay.server.address() as AddressInfo
  const mail = { smtpUrl: `smtp://127.0.0.1:${String(port)}`, from: 'termine@stadt.example' }
  const ending = await startCentralKit({ ...database, rooms: [mailRoom({ mail, dataDir })] })
  await given.promise
  const stopped = ending.stop()
  // The answer comes once central has begun to end: it takes nobody any more.
  while (
    await fetch(`${ending.address}/healthz`)
      .then((reply) => reply.ok)
      .catch(() => false)
  );
  answer.resolve()
  await stopped
  await new Promise<void>((resolve) => relay.close(() => resolve()))

  const after = await startCentralKit(database)
  const mails = await after.context.store.read((tx) =>
    tx.all<{ sent: number; claimed_until: number | null; attempts: number }>(
      'select case when sent_at is null then 0 else 1 end as sent, claimed_until, attempts from mail order by attempts desc',
    ),
  )
  await after.stop()
  const unsent = { sent: 0, claimed_until: null, attempts: 0 }
  assert.deepEqual(
    mails.map((row) => ({ ...row })),
    [{ sent: 1, claimed_until: null, attempts: 1 }, unsent, unsent],
  )
})
