import type { Engine } from './store.ts'

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
