// A statement that has a name is parsed and planned once for each connection. Those whose text grows with a list are not
// given one beyond this many: each is kept by the server as long as the connection lives.
const MOST_NAMES = 400
/** The name of a statement, or null where it gets none. */
export type NameOf = (sql: string) => string | null

/** The names of statements, until they are forgotten: then all get new ones. */
export function createNames() {
  const names = new Map<string, string>()
  let generation = 0
  const nameOf: NameOf = (sql) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= MOST_NAMES) return null
    const name = `foyer_${String(generation)}_${String(names.size)}`
    names.set(sql, name)
    return name
  }
  return {
    current: () => ({ nameOf, generation }),
    /** Of several that find a generation outdated, the first forgets it. */
    forget(seen: number) {
      if (seen !== generation) return
      names.clear()
      generation += 1
    },
  }
}
