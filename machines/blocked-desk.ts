const BLOCKED = 'blocked'

/** How a question of the desk fails where central takes nothing from this device any more; an unreachable central fails otherwise. */
export const blockedDesk = (): Error => new Error('central takes nothing from this desk', { cause: BLOCKED })

/** Why a question has failed. */
export const failureOf = (error: unknown): 'blocked' | 'unreachable' =>
  error instanceof Error && error.cause === BLOCKED ? 'blocked' : 'unreachable'
