import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { VisitEvent } from '../machines/visit-events.ts'
import type { ShownStep } from '../machines/visit.ts'
import type { Visitor } from '../machines/visitor.ts'
import type { DeviceSettings } from '../main/bridge/contract.ts'
import type { Town } from '../sync/contract/catalogue.ts'
import type { Language } from '../sync/contract/language.ts'
import type { StationReport } from '../sync/contract/visit.ts'
import type * as z from 'zod/mini'
import type { Reader } from './speech/reader.ts'
import type { Texts } from './text/de.ts'
import type { LongWords } from './text/long-words.ts'
import type { Format } from './text/format.ts'

export const TAKE_ALONG_PARTS = {
  making: ['choosingPin', 'repeatingPin', 'printing', 'told'],
  opening: ['scanning', 'reading', 'enteringPin', 'opening', 'refused'],
} as const
export type TakeAlongPart = (typeof TAKE_ALONG_PARTS)[keyof typeof TAKE_ALONG_PARTS][number]

/** What every screen sees: a snapshot of the visit, the town, the device, words, and the one way to say something. */
export type Visit = {
  readonly visitor: Visitor
  readonly step: ShownStep
  /** Where in the person step the visitor stands. */
  readonly personPart: 'details' | 'consenting' | 'confirmingKeep'
  /** Where somebody who has a booking stands; null for everybody else. */
  readonly existingPart: 'code' | 'found' | 'cancelling' | 'slot' | 'told' | null
  /** Where somebody stands with a take-along code; null for everybody else. */
  readonly takeAlongPart: TakeAlongPart | null
  readonly busy: boolean
  readonly silent: boolean
  readonly town: Town
  readonly device: z.infer<typeof DeviceSettings>
  readonly longWords: LongWords
  readonly report: StationReport
  readonly t: Texts
  readonly f: Format
  readonly send: (event: VisitEvent) => void
  readonly search: (officeId: string, query: string, language: Language) => Promise<readonly string[]>
  readonly callStaff: () => Promise<'called' | 'unreachable'>
  readonly newId: () => string
  readonly now: () => string
  /** The voice; null where the device has none. */
  readonly reader: Reader | null
  /** The soft two-tone of the countdown. */
  readonly chime: () => void
}

const VisitContext = createContext<Visit | null>(null)
export const VisitProvider = VisitContext.Provider

/** The visit that the component is drawn in. */
export function useVisit(): Visit {
  const visit = useContext(VisitContext)
  if (!visit) throw new Error('drawn outside of a visit')
  return visit
}
