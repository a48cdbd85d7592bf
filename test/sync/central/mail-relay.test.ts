import assert from 'node:assert/strict'
import { it } from 'node:test'
import { smtpSettingsOf } from '../../../sync/central/mail/mail-room.ts'

it('a relay’s address says how it is encrypted; only this very machine gets mails in the clear', () => {
  assert.deepEqual(smtpSettingsOf('smtp://u%40x:p%2Fw@mail.example'), {
    host: 'mail.example',
    port: 587,
    tls: 'required',
    user: 'u@x',
    password: 'p/w',
  })
  assert.deepEqual(smtpSettingsOf('smtps://mail.example'), { host: 'mail.example', port: 465, tls: 'implicit' })
  assert.equal(smtpSettingsOf('smtp://127.0.0.1:2525').tls, 'none')
})
