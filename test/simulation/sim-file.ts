import Database from 'better-sqlite3'

/**
 * A database file of a device that is off: its bytes, or the connection of the start before, which is as good and spares
 * the next start reading the schema and compiling every statement anew. `null`: there is none yet.
 */
export type Content = Buffer | Parked | null
export type Parked = { readonly connection: Compiled; taken: boolean }

type Mode = 'pluck' | 'raw' | null
/** A connection with the statements that were compiled for it. */
type Compiled = { readonly database: Database.Database; readonly compile: (sql: string, mode: Mode) => Database.Statement }

/** A database as one start of the program has it: when that is over, it finds nothing there any more. */
export type OpenFile = {
  readonly database: Database.Database
  readonly compile: Compiled['compile']
  /** The bytes as of now, or as the program left them when it closed the file. */
  readonly copy: () => Buffer
  /** Ends this start's use and leaves the connection for the next. */
  readonly park: () => Content
  readonly close: () => void
}

export function openFile(content: Content): OpenFile {
  const connection = connectionOf(content)
  const { database } = connection
  let isOpen = true
  let left: Buffer | null = null
  const mine = (): Database.Database => {
    if (!isOpen) throw new TypeError('The database connection is not open')
    return database
  }
  // Whoever closes it is at the end of a start; the connection stays for the next one.
  const view = Object.create(database, {
    open: { get: () => isOpen && database.open },
    close: { value: () => ((isOpen = false), view) },
    exec: { value: (sql: string) => mine().exec(sql) },
    pragma: { value: (...input: Parameters<Database.Database['pragma']>) => mine().pragma(...input) },
  }) as Database.Database
  return {
    database: view,
    compile: (sql, mode) => {
      mine()
      return connection.compile(sql, mode)
    },
    copy: () => (database.open ? database.serialize() : (left ?? Buffer.alloc(0))),
    park: () => {
      isOpen = false
      return database.open ? { connection, taken: false } : left
    },
    close: () => {
      isOpen = false
      if (!database.open) return
      left = database.serialize()
      database.close()
    },
  }
}

/** Its bytes, for another device or for later. */
export const bytesOf = (content: Content): Buffer | null =>
  content === null || Buffer.isBuffer(content) ? content : content.connection.database.serialize()

/** Nobody will start from it again. */
export function scrap(content: Content): void {
  if (content !== null && !Buffer.isBuffer(content)) content.connection.database.close()
}

function connectionOf(content: Content): Compiled {
  if (content !== null && !Buffer.isBuffer(content)) {
    if (content.taken) throw new Error('one disk in two devices')
    content.taken = true
    return content.connection
  }
  const database = content === null ? new Database(':memory:') : new Database(content)
  const compiled = new Map<string, Database.Statement>()
  const compile = (sql: string, mode: Mode) => {
    const key = `${String(mode)} ${sql}`
    const known = compiled.get(key)
    if (known) return known
    const made = database.prepare(sql)
    if (mode !== null) made[mode]()
    compiled.set(key, made)
    return made
  }
  return { database, compile }
}
