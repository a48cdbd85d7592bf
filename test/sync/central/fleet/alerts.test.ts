import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, it } from 'node:test'
import { timeLimit } from '../../../../sync/central/clock.ts'
import { mailWay } from '../../../../sync/central/fleet/alerts/alert-mail.ts'
import { sendNotices } from '../../../../sync/central/fleet/alerts/notices.ts'
import { createFleetWatch } from '../../../../sync/central/fleet/alerts/watch-fleet.ts'
import { webhookSignature, webhookWay } from '../../../../sync/central/fleet/alerts/webhook.ts'
import { fleetRoom } from '../../../../sync/central/fleet/fleet-room.ts'
import { revokeKiosk } from '../../../../sync/central/fleet/kiosks.ts'
import { smtpTransport } from '../../../../sync/central/mail/mail-transport.ts'
import { startCentralKit } from '../../../support/central-kit.ts'
import { openMailbox } from '../../../support/mailbox.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const SECRET = 'ein langes Geheimnis'
const WELL = {
  version: '1.0.0',
  state: 'start',
  printer: 'ready',
  queue: 0,
  clockOffsetMs: 0,
  diskFreeBytes: 20e9,
  uptimeSeconds: 60,
} as const

onBothStores('alerts of the fleet', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const closing: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  const start = async () => {
    const kit = stopLater(await startCentralKit({ databaseUrl: await makeDatabase() }))
    const { context, clock } = kit
    const mailbox = await openMailbox()
    const transport = smtpTransport({ host: '127.0.0.1', port: mailbox.port, tls: 'none' })
    closing.push(transport.close, mailbox.close)
    const posts: { headers: IncomingHttpHeaders; body: string }[] = []
    let status = 204
    const server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (text: string) => (body += text))
      request.on('end', () => {
        posts.push({ headers: request.headers, body })
        response.writeHead(status).end()
      })
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    closing.push(() => server.close())
    context.settings.alerts.mailTo = ['it@stadt.example']
    context.settings.alerts.webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`
    const ways = {
      mail: mailWay({ transport, from: 'foyer@stadt.example', publicUrl: () => 'https://termine.stadt.example' }),
      webhook: webhookWay({ secret: SECRET, fetch, nowMs: clock.nowMs, timeout: timeLimit }),
    }
    const watch = createFleetWatch({ certificate: () => 'good' })
    const minutes = async (count: number, each: () => Promise<unknown> = async () => undefined, through = ways) => {
      for (let minute = 0; minute < count; minute += 1) {
        clock.pass(1)
        await each()
        await watch.look(context)
        await sendNotices(context, through)
      }
    }
    return { kit, context, clock, mailbox, posts, ways, minutes, answerWith: (next: number) => (status = next) }
  }

  it('go out by mail and by signed webhook, once at the beginning and once at the end', async () => {
    const { kit, mailbox, posts, minutes } = await start()
    const kiosk = await kit.enrol({ officeId: 'rathaus' })
    await minutes(2, () => kiosk.sync({ health: WELL }))
    await minutes(8)
    await minutes(6, () => kiosk.sync({ health: WELL }))
    assert.deepEqual(
      posts
        .map(({ body }) => JSON.parse(body) as { news: string; kind: string; kioskId: string })
        .map(({ news, kind }) => `${news} ${kind}`),
      ['raised offline', 'cleared offline'],
    )
    const [first] = posts
    const [, at = '0'] = /^t=(\d+),/.exec(String(first?.headers['foyer-signature'])) ?? []
    assert.equal(first?.headers['foyer-signature'], webhookSignature(SECRET, Number(at), first?.body ?? ''))
    assert.notEqual(first?.headers['foyer-signature'], webhookSignature('another', Number(at), first?.body ?? ''))
    const mails = mailbox.received()
    assert.equal(mails.length, 2)
  })

  it('come from the same address as the visitors’ mails', async () => {
    const { kit, context, clock, mailbox } = await start()
    context.settings.publicUrl = 'https://termine.stadt.example'
    const senders = async (from?: string) => {
      const kiosk = await kit.enrol()
      const mail = { smtpUrl: `smtp://127.0.0.1:${String(mailbox.port)}`, ...(from !== undefined && { from }) }
      const { jobs = [] } = fleetRoom({ mail, dataDir: 'data', webhookSecret: SECRET })
      for (let minute = 0; minute < 3; minute += 1) {
        clock.pass(1)
        await kiosk.sync({ health: { ...WELL, printer: 'paperOut' } })
        for (const { name, work } of jobs) if (name !== 'certificate') await work(context)
      }
      return mailbox.received().map(({ mail: { from: sender } }) => sender?.value[0]?.address)
    }
    assert.deepEqual(await senders(), ['noreply@termine.stadt.example'])
    assert.deepEqual((await senders('foyer@stadt.example')).slice(1), ['foyer@stadt.example'])
  })

  it('come again where the receiver was away, and under the same name', async () => {
    const { kit, posts, minutes, answerWith } = await start()
    const kiosk = await kit.enrol()
    answerWith(500)
    await minutes(3, () => kiosk.sync({ health: { ...WELL, printer: 'paperOut' } }))
    answerWith(204)
    await minutes(10, () => kiosk.sync({ health: { ...WELL, printer: 'paperOut' } }))
    const names = posts.map(({ headers }) => headers['foyer-notice'])
    assert.ok(names.length >= 2)
    assert.equal(new Set(names).size, 1)
  })

  it('reach the webhook though no mail can be written, and the mailbox once one can', async () => {
    const { kit, mailbox, posts, ways, minutes } = await start()
    const kiosk = await kit.enrol()
    const outOfPaper = () => kiosk.sync({ health: { ...WELL, printer: 'paperOut' } })
    await minutes(3, outOfPaper, { ...ways, mail: () => Promise.reject(new Error('the disk is full')) })
    assert.equal(posts.length, 1)
    await minutes(3, outOfPaper)
    assert.deepEqual([mailbox.received().length, posts.length], [1, 1])
  })

  it('are sent once by two processes, however long a receiver takes for each', async () => {
    const { kit, context, clock, minutes } = await start()
    context.settings.alerts.webhookUrl = null
    context.settings.alerts.mailTo = Array.from({ length: 9 }, (_, index) => `it${String(index)}@stadt.example`)
    const told: string[] = []
    const slowly = async (target: string) => {
      told.push(target)
      clock.pass(0.2)
      return { outcome: 'sent' } as const
    }
    const other = { mail: slowly, webhook: slowly }
    const mail = async (target: string) => {
      const sent = await slowly(target)
      if (told.length === 7) await sendNotices(context, other)
      return sent
    }
    const kiosk = await kit.enrol()
    await minutes(3, () => kiosk.sync({ health: { ...WELL, printer: 'paperOut' } }), { ...other, mail })
    assert.deepEqual(told.toSorted(), context.settings.alerts.mailTo)
  })

  it('do not blame the devices for the time in which central itself was away', async () => {
    const { kit, clock, posts, minutes } = await start()
    const kiosk = await kit.enrol()
    await minutes(2, () => kiosk.sync({ health: WELL }))
    clock.pass(600)
    await minutes(2)
    await minutes(5, () => kiosk.sync({ health: WELL }))
    assert.deepEqual(posts, [])
  })

  it('are told once though two processes watch, and end when the device is revoked', async () => {
    const { kit, context, posts, minutes } = await start()
    const kiosk = await kit.enrol()
    const other = createFleetWatch({ certificate: () => 'good' })
    await minutes(8, () => other.look(context))
    assert.equal(posts.length, 1)
    await revokeKiosk(context, kiosk.kioskId)
    await minutes(2, () => other.look(context))
    assert.deepEqual(
      posts.map(({ body }) => (JSON.parse(body) as { news: string }).news),
      ['raised', 'cleared'],
    )
  })

  it('stand in the metrics beside the devices’ values', async () => {
    const { kit, minutes } = await start()
    const kiosk = await kit.enrol()
    await minutes(4, () => kiosk.sync({ health: { ...WELL, printer: 'nearEnd', queue: 2 } }))
    const text = await (await fetch(`${kit.address}/metrics`)).text()
    assert.match(text, /^foyer_alerts\{kind="paperLow"\} 1$/m)
    assert.match(text, new RegExp(`^foyer_kiosk_queue\\{kiosk="${kiosk.kioskId}"\\} 2$`, 'm'))
    assert.match(text, new RegExp(`^foyer_kiosk_paper\\{kiosk="${kiosk.kioskId}"\\} 1$`, 'm'))
  })
})
