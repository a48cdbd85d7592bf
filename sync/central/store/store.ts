/** What may be bound to a placeholder. Booleans are stored as 0 and 1, instants as ms since the epoch. */
export type SqlValue = string | number | boolean | null
export type Params = readonly SqlValue[]

/**
 * One transaction. The SQL text is the same for both engines: placeholders `$1`, `$2` …, JSON and bytes as text.
 * A read that ends with `for update` locks its rows until the transaction ends; SQLite has one writer and needs no more.
 * Work inside a transaction awaits nothing but its `tx`: it may run again after a conflict, and on SQLite it shares a commit.
 * What is asked without awaiting in between is done in the order asked, and is one round trip to PostgreSQL.
 */
export type Tx = {
  all<T>(sql: string, params?: Params): Promise<T[]>
  one<T>(sql: string, params?: Params): Promise<T | undefined>
  /** Answers how many rows were changed. */
  run(sql: string, params?: Params): Promise<number>
  /**
   * Changes without an answer to wait for. All that is asked later sees the change; if it fails, so does the work, though
   * perhaps not before its end: on PostgreSQL it shares its way to the server with what comes next.
   */
  write(sql: string, params?: Params): void
  /** Has all that is asked later wait for others that hold the same name; it is held until the transaction ends. */
  lock(name: string): void
}

export type Engine = 'sqlite' | 'postgres'

export type Store = {
  readonly engine: Engine
  /** Resolves once the work is durable. A work that throws leaves nothing behind. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** A consistent look at what is committed; writing in it is a bug. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The same for one statement: it is its own transaction, where `read` has two statements and a round trip more. */
  one<T>(sql: string, params?: Params): Promise<T | undefined>
  /**
   * Says that a work is being prepared and will soon be handed over; the answer takes it back. A store that commits
   * several works at once then waits a moment for it. Only a hint: nothing depends on it but how many share a commit.
   */
  announce(): () => void
  /**
   * For work that nobody waits for: resolves once nothing has been announced for a moment, at the latest after `mostMs`.
   */
  calm(mostMs: number): Promise<void>
  close(): Promise<void>
}

/** The store cannot be used as it is; the message is for the operator. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable'
}

/** Thrown inside a work to have it run again from the beginning, because what it had read has changed meanwhile. */
export class Conflict extends Error {
  override readonly name = 'Conflict'
}

/** How often a work is run again before the conflict is reported. */
export const MAX_ATTEMPTS = 12

export const bindable = (value: SqlValue): string | number | null => (typeof value === 'boolean' ? Number(value) : value)
