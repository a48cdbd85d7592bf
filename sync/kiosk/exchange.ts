import { addDays } from '../contract/local-date.ts'
import type { Cache, Central, Escrow, Health, Orders, Outbox, Reply, TownKeyring, TownSettings } from './parts.ts'

/** Central refuses longer requests (sync/contract/kiosk-api.ts). */
export const OPS_PER_REQUEST = 100

/** Somewhere it is still yesterday. */
const DAYS_KEPT = 2

export type Exchanged = {
  /** Something is left that the next round will move. */
  readonly more: boolean
  readonly serverTime: string
  readonly frozen: boolean
  readonly outOfService: string | null
}

/**
 * One round with central: ops up in order, verdicts and changed office days down. Own verdicts are written before the
 * days are, so that a slot never looks free between the two; escrow that goes back is deleted before central hears of it,
 * and what is granted is durable before it can be sold. Repeating a round is harmless: central answers a known op
 * with its first verdict again.
 */
export async function exchange(parts: {
  outbox: Outbox
  escrow: Escrow
  cache: Cache
  central: Central
  health: Health
  orders: Orders
  keyring: TownKeyring
  settings?: TownSettings
}): Promise<Reply<Exchanged>> {
  const { outbox, escrow, cache, central, settings } = parts
  const known = cache.cursors()
  const ops = await outbox.pending(OPS_PER_REQUEST)
  const returned = await escrow.giveBack()
  const version = cache.catalogueVersion()
  const said = parts.orders.answers()
  const reply = await central.sync({
    epoch: outbox.epoch(),
    generation: outbox.generation,
    cursors: Object.fromEntries(cache.officeIds().map((officeId) => [officeId, known[officeId] ?? 0])),
    lastSequence: await outbox.lastSequence(),
    escrow: [...escrow.held()],
    returned: [...returned],
    ops,
    catalogueVersion: version,
    health: parts.health(),
    ...(said.length > 0 && { orderAnswers: [...said] }),
    ...(settings && { settingsVersion: settings.version() }),
  })
  if (reply.outcome !== 'answered') return reply
  const { answer } = reply
  parts.orders.heard({ said, orders: answer.orders ?? [] })
  if (answer.verdicts.length > 0) await outbox.settle(answer.verdicts)
  const { granted, withdrawn, frozen } = answer
  // An op without an answer: another one has its place in the log, as after a copied disk.
  const answered = new Set(answer.verdicts.map(({ opId }) => opId))
  const collided = ops.some(({ op }) => !answered.has(op.opId))
  await escrow.heard({ returned, granted, withdrawn, frozen, collided })
  await cache.applyDays(answer.days, answer.cursors)
  // By central's clock: with a wrong one of this device days would go that central does not send again.
  await cache.forgetPast(addDays(answer.serverTime.slice(0, 10), -DAYS_KEPT))

  await followTownKey(answer.townKeyId, parts)

  if (answer.settings !== undefined) await settings?.offer(answer.settings)
  const catalogueMoved = answer.catalogueVersion !== version
  if (catalogueMoved) {
    const fetched = await central.catalogue()
    if (fetched.outcome !== 'answered') return fetched
    await cache.setCatalogue(fetched.answer)
  }
  const { serverTime, outOfService } = answer
  const more = catalogueMoved || (ops.length === OPS_PER_REQUEST && answer.verdicts.length > 0)
  return { outcome: 'answered', answer: { more, serverTime, frozen, outOfService } }
}

/** Fetches the town's keys when another one is in use. Without an answer the next round asks again: bookings do not wait for it. */
async function followTownKey(
  keyId: string | undefined,
  { central, keyring }: { central: Central; keyring: TownKeyring },
): Promise<void> {
  if (keyId === undefined || keyring.townKeys()[0]?.keyId === keyId) return
  const fetched = await central.townKeys()
  if (fetched.outcome === 'answered') await keyring.setTownKeys(fetched.answer.keys)
}
