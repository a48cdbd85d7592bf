import { ContractError } from '../../contract/rpc.ts'
import { typedText } from '../texts/typed-text.ts'

/** A reason as it goes into history and mail. Throws ContractError where only blanks were typed. */
export function reasonFrom(typed: string): string {
  const reason = typedText(typed)
  if (reason === '') throw new ContractError('the reason is empty')
  return reason
}
