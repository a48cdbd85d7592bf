import * as z from 'zod/mini'

/** The town's existing booking server, which keeps the truth about its offices' slots. */
export const ProviderSettings = z.object({
  kind: z.literal('zms'),
  /** The citizen API, e.g. `https://termine.stadt.example/terminvereinbarung/api/citizen`. */
  url: z.pipe(
    z.url({ protocol: /^https?$/ }),
    z.transform((url: string) => url.replace(/\/+$/, '')),
  ),
  /** Only these of its offices; absent: all that a terminal can offer. */
  offices: z.optional(z.array(z.string()).check(z.minLength(1))),
  /** How often each office's calendar is read. Each reading is a request, and the server counts 60 a minute. */
  calendarMinutes: z._default(z.int().check(z.minimum(1), z.maximum(60)), 5),
  catalogueMinutes: z._default(z.int().check(z.minimum(5), z.maximum(1_440)), 60),
  timeoutMs: z._default(z.int().check(z.minimum(500), z.maximum(30_000)), 5_000),
})
export type ProviderSettings = z.infer<typeof ProviderSettings>
