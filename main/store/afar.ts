/** Work on a database that is done at once where its connection is, as it looks from elsewhere: each call a promise. */
export type Afar<Rows> = {
  readonly [Name in keyof Rows]: Rows[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never
}

type Callable = Readonly<Record<string, (...args: never[]) => unknown>>

/** The same work in the same thread; what it throws rejects. */
export function near<Rows extends Callable>(rows: Rows): Afar<Rows> {
  const calls = Object.entries(rows).map(([name, call]) => [name, async (...args: never[]) => call(...args)])
  return Object.fromEntries(calls) as Afar<Rows>
}
