import { deepEqual, equal } from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readConfig } from '../../../sync/central/config.ts'
import { freshFolder } from '../../support/start-foyer.ts'

const OIDC = { issuer: 'https://anmeldung.stadt.example', clientId: 'foyer', clientSecret: 'in the file' }
const SECRET = { FOYER_OIDC_CLIENT_SECRET: 'from the environment' }

const settingsOf = (settings: object, environment: Record<string, string>) => {
  const file = join(freshFolder(), 'central.json')
  writeFileSync(file, JSON.stringify({ settings }))
  return readConfig({ config: file }, environment).settings
}

describe('central’s configuration', () => {
  test('takes the secret for the town’s own sign-in from the environment, before the file’s', () => {
    deepEqual(settingsOf({ oidc: OIDC }, {}), { oidc: OIDC })
    deepEqual(settingsOf({ oidc: OIDC }, SECRET), { oidc: { ...OIDC, clientSecret: 'from the environment' } })
  })

  test('has no use for that secret where there is no such sign-in', () => {
    equal(settingsOf({}, SECRET)['oidc'], undefined)
  })
})
