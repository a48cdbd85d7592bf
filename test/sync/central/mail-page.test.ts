import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, it } from 'node:test'
import { mailRoom } from '../../../sync/central/mail/mail-room.ts'
import { fileTransport } from '../../../sync/central/mail/mail-transport.ts'
import { visitorRoom } from '../../../sync/central/pages/visitor-room.ts'
import { openBrowser, person, startPeople } from '../../support/people-kit.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

describe('the page of mails', () => {
  const stopLater = stopAfterEach()
  let dataDir = ''
  const start = async (mail: { smtpUrl?: string } = {}) => {
    dataDir = mkdtempSync(join(tmpdir(), 'foyer-mail-page-'))
    const kit = stopLater(await startPeople({ rooms: [mailRoom({ mail, dataDir }), visitorRoom] }))
    return {
      ...kit,
      browser: openBrowser(kit.address),
      send: () => kit.worker(fileTransport(join(dataDir, 'mails'))).turn(),
    }
  }
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('lists the newest first, shows one, and its links lead on', async () => {
    const { browser, book, send } = await start()
    assert.match((await browser.get('/mail')).text, /Noch keine E-Mail/)
    const first = await book()
    await send()
    const second = await book({ startsAt: '2026-11-24T09:00:00.000Z', person: person({ email: 'b@example.org' }) })
    await send()
    const { text } = await browser.get('/mail')
    assert.ok(text.indexOf(second.number) < text.indexOf(first.number))
    const shown = await browser.get('/mail/0001')
    const link = /<a href="([^"]+\/confirm)"/.exec(shown.text)?.[1]?.replaceAll('&#61;', '=')
    assert.ok(link)
    assert.match((await browser.get(link)).text, /Möchten Sie diesen Termin bestätigen/)
    assert.match(shown.text, /<iframe[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/)
  })

  it('shows a mail’s own HTML without script and without our origin', async () => {
    const { browser, book, send } = await start()
    await book()
    await send()
    const { headers, text } = await browser.get('/mail/0001/html')
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox allow-popups/)
    assert.match(text, /<base target="_blank">/)
    for (const path of ['/mail/0009', '/mail/..%2f0001', '/mail/0001.eml', '/mail/0009/html'])
      assert.equal((await browser.get(path)).status, 404)
  })

  it('is for this machine alone: nobody behind a proxy sees it', async () => {
    const { address } = await start()
    for (const header of ['x-forwarded-for', 'forwarded']) {
      const answer = await fetch(`${address}/mail`, { headers: { [header]: 'for=192.0.2.1' } })
      assert.equal(answer.status, 404)
    }
  })

  it('does not exist where mails go through a relay', async () => {
    const { browser, faults } = await start({ smtpUrl: 'smtp://127.0.0.1:9' })
    faults.splice(0)
    assert.equal((await browser.get('/mail')).status, 404)
  })
})
