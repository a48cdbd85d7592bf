import type * as z from 'zod/mini'

/** One method of a wire: what goes in, what comes out. Expected failures are values of the output. */
export type Call = { readonly input: z.ZodMiniType; readonly output: z.ZodMiniType }
export type Contract = Readonly<Record<string, Call>>

export type Client<C extends Contract> = {
  readonly [M in keyof C]: (input: z.input<C[M]['input']>) => Promise<z.output<C[M]['output']>>
}
export type Handlers<C extends Contract> = {
  readonly [M in keyof C]: (input: z.output<C[M]['input']>) => Promise<z.input<C[M]['output']>> | z.input<C[M]['output']>
}

/** A caller broke the contract: unknown method or input that does not parse. Nothing was done. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
}

/** The one way a message enters: parse, handle, parse again. Every transport ends here. */
export async function dispatch<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  method: string,
  input: unknown,
): Promise<unknown> {
  const call = Object.hasOwn(contract, method) ? contract[method] : undefined
  if (!call) throw new ContractError(`unknown method ${method}`)
  const parsed = call.input.safeParse(input)
  if (!parsed.success) throw new ContractError(`input of ${method} does not fit: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
  const handle = handlers[method as keyof C] as (input: unknown) => unknown
  return call.output.parse(await handle(parsed.data))
}

/** The one way a message leaves: `send` is IPC, HTTP or a direct call. The answer is parsed before anybody sees it. */
export function createClient<C extends Contract>(
  contract: C,
  send: (method: string, input: unknown) => Promise<unknown>,
): Client<C> {
  const methods = Object.entries(contract).map(([method, call]) => [
    method,
    async (input: unknown) => call.output.parse(await send(method, input)),
  ])
  return Object.fromEntries(methods) as Client<C>
}
