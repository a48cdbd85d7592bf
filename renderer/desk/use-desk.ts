import { createContext } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import type { FrontDeskContext, FrontDeskEvent } from '../../machines/front-desk.ts'
import type { DeskHome } from '../../main/bridge/contract-desk.ts'
import type { Town } from '../../sync/contract/catalogue.ts'
import type { StaffMember } from '../../sync/contract/desk-records.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import type { StationReport } from '../../sync/contract/visit.ts'
import { worksAt } from '../../sync/contract/works-at.ts'
import type { DeskTexts } from '../text/desk/de.ts'
import type { Texts } from '../text/de.ts'
import type { Format } from '../text/format.ts'
import type { DeskClient } from './desk-actor.ts'

export type DeskLanguage = 'de' | 'en'

/** `turn`: the same words again are told again. */
export type Told = { readonly message: string; readonly kind: 'done' | 'wrong'; readonly turn: number }

/** What one person had opened and typed, by name; the desk holds it for as long as this person is the last who signed in. */
export type Kept = { readonly values: Map<string, unknown>; readonly isLocked: () => boolean }

/** What every part of the desk sees. */
export type Desk = {
  readonly client: DeskClient
  readonly home: DeskHome
  readonly town: Town
  readonly report: StationReport
  readonly context: FrontDeskContext
  readonly staff: StaffMember
  readonly send: (event: FrontDeskEvent) => void
  readonly words: DeskTexts
  readonly t: Texts
  readonly f: Format
  readonly language: DeskLanguage
  readonly newId: () => string
  /** What outlives a lock of the same person. */
  readonly kept: Kept
  /** The office last looked at, in the day and in the figures. */
  readonly lookedAt: string | null
  readonly lookAt: (officeId: string) => void
  /** Calls every `ms` until the answer is called. */
  readonly every: (ms: number, act: () => void) => () => void
  /** Says something to everybody, also to those who listen; replaces what was said before. */
  readonly tell: (message: string, kind?: 'done' | 'wrong') => void
  /** What was told last. */
  readonly told: Told | null
}

const DeskContext = createContext<Desk | null>(null)
export const DeskProvider = DeskContext.Provider

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('drawn outside of a desk')
  return desk
}

/** Names as staff read them. An office or service that has left the catalogue keeps its id. */
export function useNames() {
  const { home, language, f, words } = useDesk()
  const office = (id: string) => {
    const found = home.offices.find((each) => each.id === id)
    return found ? inLanguage(found.name, language).text : id
  }
  const service = (id: string) => {
    const found = home.services.find((each) => each.id === id)
    return found ? inLanguage(found.name, language).text : id
  }
  const services = (counts: readonly { serviceId: string; count: number }[]) =>
    f.list(counts.map(({ serviceId, count }) => (count === 1 ? service(serviceId) : `${count} × ${service(serviceId)}`)))
  const standing = (value: keyof typeof words.standing) => words.standing[value]
  return { office, service, services, standing }
}

/** The member's own offices; IT has none. */
export function useOwnOffices() {
  const { home, staff } = useDesk()
  return home.offices.filter(({ id }) => worksAt(staff, id))
}

/** Those of them whose calendar is kept here: elsewhere the town's existing server decides, which knows no move and no more than it offers. */
export function useKeptOffices() {
  const { staff } = useDesk()
  return useOwnOffices().filter(({ id }) => !staff.providedOffices?.includes(id))
}

/** The office on the screen; the member's first one until another is chosen. */
export function useOffice(): readonly [string, (officeId: string) => void] {
  const { lookedAt, lookAt } = useDesk()
  const own = useOwnOffices()
  const known = own.find(({ id }) => id === lookedAt) ?? own[0]
  return [known?.id ?? '', lookAt]
}

/** `away`: central could not be asked again; what is shown may be old. */
export type Loaded<T> = { readonly value: T | null; readonly away: boolean; readonly again: () => void }

/** A list asks again after this long even if nobody says that it is old: an arrival changes no seat, so no version tells of it. */
export const STALE_MS = 10_000

/** Calls `again` now and then while somebody can see the page. */
export function useFreshness({ again }: Pick<Loaded<unknown>, 'again'>): void {
  const { every } = useDesk()
  useEffect(
    () =>
      every(STALE_MS, () => {
        if (document.visibilityState === 'visible') again()
      }),
    [],
  )
}

/**
 * Asks when drawn, when one of `on` changes, and when `again` is called; what came last stays until there is news. That central is
 * away is no news of what was asked: a list stays, and with it what somebody types into a dialog over it.
 */
export function useLoaded<T>(ask: () => Promise<T>, on: readonly unknown[]): Loaded<T> {
  const [value, setValue] = useState<T | null>(null)
  const [away, setAway] = useState(false)
  const [turn, setTurn] = useState(0)
  const answered = useRef<readonly unknown[] | null>(null)
  useEffect(() => {
    let current = true
    void ask()
      .then((answer) => {
        if (!current) return
        const failed = isAway(answer)
        setAway(failed)
        if (failed && answered.current?.every((each, index) => each === on[index])) return
        answered.current = failed ? null : on
        setValue(() => answer)
      })
      .catch(() => undefined)
    return () => {
      current = false
    }
  }, [...on, turn])
  return { value, away, again: () => setTurn((before) => before + 1) }
}

const isAway = (answer: unknown): boolean =>
  typeof answer === 'object' &&
  answer !== null &&
  'outcome' in answer &&
  (answer.outcome === 'unreachable' || answer.outcome === 'blocked')

type Denial = { readonly outcome: 'unreachable' | 'blocked' | 'forbidden' | 'unknown' | 'signedOut' }
const DENIALS: readonly string[] = ['unreachable', 'blocked', 'forbidden', 'unknown', 'signedOut']

/** Whether an answer says no for a reason that any method may have; it is told then. */
export function useDenials() {
  const { words, tell } = useDesk()
  return <A extends { readonly outcome: string }>(answer: A): answer is Extract<A, Denial> => {
    if (!DENIALS.includes(answer.outcome)) return false
    tell(words.answer[answer.outcome as Denial['outcome']], 'wrong')
    return true
  }
}
