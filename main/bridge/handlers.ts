import type { Handlers } from '../../sync/contract/rpc.ts'
import type { PairOutcome } from '../../sync/contract/pairing.ts'
import type { OfficeChoice, ServiceChoices, SlotChoices, StationReport } from '../../sync/contract/visit.ts'
import type { CentralClient } from '../central/central-client.ts'
import type { Config } from '../config.ts'
import type { Confirming } from '../visit/confirming.ts'
import type { Holding } from '../visit/holding.ts'
import type { Knowledge } from '../visit/knowledge.ts'
import type { Log } from '../ports.ts'
import type { Synthesis } from '../speech/synthesis.ts'
import { nearFirst } from '../visit/near-first.ts'
import { dayChoices, firstSlot, openTimes } from '../visit/slots.ts'
import type { TakingAlong } from '../take-along/taking-along.ts'
import type { ServiceMenu } from '../service/service-menu.ts'
import type { VisitorSession } from '../visit/visitor-session.ts'
import type { Bridge } from './contract.ts'

export type HandlerParts = {
  /** The settings in force, the town's among them. */
  readonly config: () => Config
  /** Electron never honours `?lang=`; a loopback page does unless the configuration says no. */
  readonly addressParameters: boolean
  readonly knowledge: Knowledge
  readonly homeOffice: () => string | null
  readonly holding: Holding
  readonly returning: CentralClient['returning']
  readonly takingAlong: TakingAlong
  readonly synthesize: Synthesis['synthesize']
  readonly confirm: Confirming
  readonly report: () => StationReport
  /** When central was last heard, and what time it is now, ms; null while it is heard. */
  readonly lastHeard: () => { readonly atMs: number; readonly nowMs: number } | null
  readonly printAgain: (bookingId: string) => Promise<void>
  /** A fact of the device that outlives its visitors. */
  readonly headset: { readonly plugged: () => boolean; readonly note: (plugged: boolean) => void }
  readonly pair: (code: string) => Promise<PairOutcome>
  readonly service?: ServiceMenu | undefined
  readonly forget: () => Promise<void>
  /** The page is alive, and at this step. */
  readonly heard: (step: string) => void
  readonly graphicsLost: () => void
  readonly log: Log
}

/** Every method of the bridge for one page and its visitor. */
export function createHandlers(parts: HandlerParts, session: VisitorSession): Handlers<Bridge> {
  const { knowledge, holding } = parts
  return {
    openSession: () => ({
      device: deviceOf(parts),
      town: knowledge.catalogue()?.town ?? null,
      report: parts.report(),
      longWords: knowledge.longWords(),
    }),
    listOffices: () => listOffices(parts),
    listServices: ({ officeId }) => listServices(knowledge, officeId),
    searchServices: ({ officeId, query, language }) => {
      const here = listServices(knowledge, officeId).choices.map(({ service }) => service.id)
      return knowledge.search(query, language, new Set(here))
    },
    listSlots: ({ officeId, services }) => listSlots(parts, officeId, services),
    holdSlot: (wish) => holding.hold(session, wish),
    releaseHold: async ({ bookingId }) => {
      await holding.release(session, bookingId)
      return {}
    },
    confirmBooking: (draft) => parts.confirm(session, draft),
    ...parts.returning,
    printSlip: (wish) => parts.takingAlong.print(session, wish),
    readTakeAlong: ({ code }) => parts.takingAlong.read(code),
    openTakeAlong: (wish) => parts.takingAlong.open(wish),
    synthesize: async (input) => {
      const wav = await parts.synthesize(input)
      return { wav: wav && Buffer.from(wav).toString('base64') }
    },
    noteHeadset: ({ plugged }) => {
      parts.headset.note(plugged)
      return {}
    },
    printReceipt: async ({ bookingId }) => {
      await parts.printAgain(bookingId)
      return {}
    },
    enrol: ({ code }) => parts.pair(code),
    serviceUnlock: async ({ pin }) => (await parts.service?.unlock(session, pin)) ?? { outcome: 'notSet' },
    serviceOverview: () => parts.service?.overview(session) ?? null,
    serviceCheck: async () => (await parts.service?.check(session)) ?? [],
    serviceAct: async ({ action }) => (await parts.service?.act(session, action)) ?? { outcome: 'forbidden' },
    endSession: async () => {
      await parts.forget()
      return {}
    },
    heartbeat: ({ step }) => {
      parts.heard(step)
      return {}
    },
    graphicsLost: () => {
      parts.graphicsLost()
      return {}
    },
    reportFault: ({ where }) => {
      parts.log('error', 'page fault', { place: where })
      return {}
    },
  }
}

function deviceOf({ config, knowledge, addressParameters, headset }: HandlerParts) {
  const { profile, language: wanted, idle, pixelsPerMm, reachLimitMm, keypad, speech } = config()
  const spoken = knowledge.catalogue()?.town.languages ?? [wanted]
  // A town that does not have it could show no way back into it.
  const language = spoken.includes(wanted) ? wanted : (spoken[0] ?? wanted)
  return { profile, language, idle, pixelsPerMm, reachLimitMm, keypad, speech, headset: headset.plugged(), addressParameters }
}

/** The offices that offer something, with today's opening and the first free start of their shortest offer; those in this building first. */
function listOffices({ knowledge, homeOffice }: HandlerParts): OfficeChoice[] {
  const catalogue = knowledge.catalogue()
  return nearFirst(catalogue?.offices ?? [], homeOffice()).flatMap(({ office, here }) => {
    const lookup = knowledge.lookup(office.id)
    if (lookup === null) return []
    const shortest = office.counterGroups.flatMap(({ id: counterGroupId }) => {
      const offers =
        catalogue?.offers.filter((offer) => offer.officeId === office.id && offer.counterGroupId === counterGroupId) ?? []
      return offers.length === 0 ? [] : [{ counterGroupId, ticks: Math.min(...offers.map(({ ticks }) => ticks)) }]
    })
    // Nothing to book: it is in the catalogue for its bookings alone, which can still be opened.
    if (shortest.length === 0) return []
    const firsts = shortest.flatMap((wanted) => firstSlot(lookup, wanted) ?? [])
    const [firstFree = null] = firsts.toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1))
    return [{ office, openToday: openTimes(lookup, knowledge.today()), firstFree, here }]
  })
}

function listServices(knowledge: Knowledge, officeId: string): ServiceChoices {
  const catalogue = knowledge.catalogue()
  const services = new Map(catalogue?.services.map((service) => [service.id, service]))
  const choices = (catalogue?.offers ?? []).flatMap((offer) => {
    const service = services.get(offer.serviceId)
    return offer.officeId === officeId && service ? [{ service, offer }] : []
  })
  const used = new Set(choices.map(({ service }) => service.groupId))
  return { groups: catalogue?.serviceGroups.filter(({ id }) => used.has(id)) ?? [], choices }
}

function listSlots(
  { knowledge, lastHeard }: HandlerParts,
  officeId: string,
  services: Parameters<Knowledge['need']>[1],
): SlotChoices {
  const [lookup, need, today] = [knowledge.lookup(officeId), knowledge.need(officeId, services), knowledge.today()]
  const days = lookup === null || need === null ? [] : dayChoices(lookup, need)
  const first = days.find(({ slots }) => slots.length > 0)?.slots[0] ?? null
  const heard = lastHeard()
  const age = heard
    ? { ageSeconds: Math.round((heard.nowMs - heard.atMs) / 1_000), heardAt: new Date(heard.atMs).toISOString() }
    : { ageSeconds: null }
  return { today, lastDay: days.at(-1)?.day ?? today, days, first, ...age }
}
