import * as z from 'zod/mini'

/** A device that no central knows yet asks for its one-time code. `trouble` names what stands in the way, where that is known. */
export const Pairing = z.object({ trouble: z.nullable(z.string()) })
export type Pairing = z.infer<typeof Pairing>

/** What became of a code that was typed at the device. */
export const PairOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('enrolled') }),
  /** Unknown, used, or too old. */
  z.object({ outcome: z.literal('codeRefused') }),
  /** Too many tries: central wants a minute's rest. */
  z.object({ outcome: z.literal('slowDown') }),
  z.object({ outcome: z.literal('away'), trouble: z.nullable(z.string()) }),
])
export type PairOutcome = z.infer<typeof PairOutcome>
