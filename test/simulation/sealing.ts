import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import type { sealToCentral } from '../../main/central/sealing.ts'
import { putToRest } from '../../sync/central/booking/person-at-rest.ts'
import { openKeys } from '../../sync/central/keys/open-keys.ts'
import type { Keys } from '../../sync/central/keys/keys.ts'
import { Person } from '../../sync/contract/person.ts'
import type { Chance } from './chance.ts'

const keyFrom = (publicKey: string) => createHash('sha256').update(`simulated ${publicKey}`).digest()
const TAG_BYTES = 16

/**
 * A stand-in for HPKE: quick and without chance of its own, so that a run can be repeated byte for byte. Who seals what
 * is tested elsewhere; here it matters where the sealed bytes lie, and that they are bound to their op.
 */
export const createSeal =
  (chance: Chance): typeof sealToCentral =>
  (person, opId, { keyId, publicKey }) => {
    const nonce = chance.bytes(12)
    const cipher = createCipheriv('aes-256-gcm', keyFrom(publicKey), nonce).setAAD(Buffer.from(opId))
    const body = Buffer.concat([cipher.update(JSON.stringify(person), 'utf8'), cipher.final(), cipher.getAuthTag()])
    return Promise.resolve({ keyId, enc: Buffer.from(nonce).toString('base64'), ciphertext: body.toString('base64') })
  }

/** Central's keys, with the other half of the stand-in. */
export function simulatedKeys(chance: Chance): Keys {
  const key = () => Buffer.from(chance.bytes(32)).toString('base64')
  const sealing = { keyId: 'seal-1', key: key(), publicKey: key() }
  const file = { sealing: [sealing], atRest: [{ keyId: 'rest-1', key: key() }], blindIndex: key(), tokens: key() }
  const keys = openKeys(file, chance)
  return {
    ...keys,
    receivePerson: ({ opId, bookingId, person: { enc, ciphertext } }) => {
      const bytes = Buffer.from(ciphertext, 'base64')
      try {
        const decipher = createDecipheriv('aes-256-gcm', keyFrom(sealing.publicKey), Buffer.from(enc, 'base64'))
          .setAAD(Buffer.from(opId))
          .setAuthTag(bytes.subarray(-TAG_BYTES))
        const text = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
        const person = Person.parse(JSON.parse(text))
        return Promise.resolve({ person, atRest: putToRest(keys, bookingId, person), caller: null })
      } catch {
        return Promise.resolve(null)
      }
    },
  }
}
