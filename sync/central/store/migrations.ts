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
import type { Migration } from './migration.ts'

/** In the order in which they are made. */
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
