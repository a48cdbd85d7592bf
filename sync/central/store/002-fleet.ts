import type { Migration } from './migration.ts'

/** An operator can take a kiosk out of service, with the reason that its screen shows. */
export const FLEET: Migration = {
  version: 2,
  name: 'fleet',
  statements: ['alter table kiosk add column out_of_service text'],
}
