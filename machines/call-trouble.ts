/** Why a call cannot go on as wished; the screen says it beside the place that matters. */
export type CallTrouble =
  | 'slotTaken'
  | 'notOffered'
  | 'tooMany'
  | 'linkNeeded'
  | 'forbidden'
  | 'unreachable'
  /** Central takes nothing from this device any more. */
  | 'blocked'
  | 'consentMissing'
  | 'nothingChosen'
  | 'slotMissing'

const REFUSALS = ['slotTaken', 'notOffered', 'tooMany', 'linkNeeded'] as const
/** What an answer that is not the wished one means to the call. */
export const troubleOf = ({ outcome }: { outcome: string }): CallTrouble =>
  REFUSALS.find((known) => known === outcome) ?? 'forbidden'
