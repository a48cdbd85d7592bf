import type { Engine } from './store.ts'
import { FIRST } from './001-first.ts'
import { FLEET } from './002-fleet.ts'
import { DESK } from './003-desk.ts'
import { ALERTS } from './004-alerts.ts'
import { ORDERS } from './005-orders.ts'
import { FEWER_PAGES } from './006-fewer-pages.ts'
import { PROVIDER } from './007-provider.ts'
import { FEWER_WRITES } from './008-fewer-writes.ts'
import { CHOSEN_DOCUMENTS } from './009-chosen-documents.ts'
import { NEWEST_ROUND } from './010-newest-round.ts'
import { THEIR_DEADLINE } from './011-their-deadline.ts'

/**
 * One step forward; there is no step back. The version before goes on with the same database, beside the newer one during an upgrade
 * and alone if the town turns back: a step takes no table or column away, leaves every type as it is, and whatever it adds may stay
 * empty. What shall go, goes a version after nothing reads it any more. Statements are portable unless the engines truly differ.
 */
export type Migration = {
  readonly version: number
  readonly name: string
  readonly statements: readonly (string | Readonly<Record<Engine, string>>)[]
}

export const MIGRATIONS: readonly Migration[] = [
  FIRST,
  FLEET,
  DESK,
  ALERTS,
  ORDERS,
  FEWER_PAGES,
  PROVIDER,
  FEWER_WRITES,
  CHOSEN_DOCUMENTS,
  NEWEST_ROUND,
  THEIR_DEADLINE,
]
