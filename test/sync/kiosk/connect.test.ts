import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '../../../sync/kiosk/connect.ts'
import type { Central, Enrolled } from '../../../sync/kiosk/parts.ts'

const INFO = {
  serverTime: '2026-11-23T06:00:00.000Z',
  publicUrl: 'http://127.0.0.1',
  sealingKey: { keyId: 'k', publicKey: 'AA==' },
}
const away = async () => ({ outcome: 'away', retryAfterMs: 5 }) as const

function kiosk({ known = null as Enrolled | null, code = 'CODE' as string | null, good = true } = {}) {
  const kept: Enrolled[] = []
  const codes: string[] = []
  const central = {
    info: async () => ({ outcome: 'answered', answer: INFO }),
    enrol: async (used: string) => {
      codes.push(used)
      return { outcome: 'answered', answer: good ? { kioskId: 'kiosk-1', homeOfficeId: null } : { kioskId: null } }
    },
    catalogue: away,
    townKeys: away,
    hold: away,
    release: away,
    sync: away,
  } as const satisfies Central
  const identity = { known: () => known, keep: async (who: Enrolled) => void kept.push(who), setCentral: async () => undefined }
  return { central, kept, codes, run: () => connect(central, identity, { code, deviceName: 'Foyer' }), identity }
}

test('a new kiosk enrols with its code and keeps who it is', async () => {
  const { run, kept } = kiosk()
  assert.equal((await run()).outcome, 'answered')
  assert.deepEqual(kept, [{ kioskId: 'kiosk-1', homeOfficeId: null }])
})

test('a kiosk that is enrolled does not spend another code', async () => {
  const { run, codes } = kiosk({ known: { kioskId: 'kiosk-1', homeOfficeId: null } })
  assert.equal((await run()).outcome, 'answered')
  assert.deepEqual(codes, [])
})

test('without a code, or with a used one, it says what is missing', async () => {
  assert.deepEqual(await kiosk({ code: null }).run(), { outcome: 'rejected', status: 401, code: 'notEnrolled' })
  assert.deepEqual(await kiosk({ good: false }).run(), { outcome: 'rejected', status: 401, code: 'enrolmentCodeRefused' })
})

test('a central that is away is told with its wish to be left alone', async () => {
  const { central, identity } = kiosk()
  const reply = await connect({ ...central, info: away }, identity, { code: 'CODE', deviceName: 'Foyer' })
  assert.deepEqual(reply, { outcome: 'away', retryAfterMs: 5 })
})
