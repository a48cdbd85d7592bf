/** Something outside this program has to change first: the message is one line for the operator. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}
