import type { CentralContext } from '../../sync/central/context.ts'
import { syncKiosk } from '../../sync/central/exchange/sync-kiosk.ts'
import { holdSlot, releaseHold } from '../../sync/central/booking/hold-slot.ts'
import { enrol } from '../../sync/central/fleet/kiosks.ts'
import { signerOf } from '../../sync/central/http/signed-request.ts'
import { createPokes, type Pokes } from '../../sync/central/http/pokes.ts'
import { problemOf } from '../../sync/central/http/problem.ts'
import { isoOf } from '../../sync/central/planning/local-day.ts'
import { createPlanWatch } from '../../sync/central/planning/plan-watch.ts'
import { cancelByCode, checkIn, lookUp, moveByCode } from '../../sync/central/returning/returning-visitor.ts'
import { Settings } from '../../sync/central/settings.ts'
import { openSqlite } from '../../sync/central/store/sqlite.ts'
import { catalogueOf, loadCatalogue } from '../../sync/central/town/load-catalogue.ts'
import { createTownSource, townOf } from '../../sync/central/town/town-source.ts'
import type { SignedKiosk } from '../../sync/central/fleet/kiosk-row.ts'
import { KIOSK_ROUTES } from '../../sync/contract/kiosk-api.ts'
import type { Chance } from './chance.ts'
import { failing, type Faulty } from './faulty-disk.ts'
import type { History } from './history.ts'
import { simulatedKeys } from './sealing.ts'
import { isSignedBy } from './signing.ts'
import type { Timeline } from './timeline.ts'
import { simulatedTown } from './town.ts'

export const ADDRESS = 'http://central.example'

export type WireRequest = {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly body: string
}
/** `null`: the connection broke without an answer. */
export type WireAnswer = { readonly status: number; readonly text: string; readonly retryAfter: string | null } | null

/** Central in the simulated world: its own functions behind an in-memory wire, over SQLite in memory. */
export type SimCentral = {
  readonly context: CentralContext
  readonly pokes: Pokes
  readonly disk: Faulty
  readonly handle: (request: WireRequest) => Promise<WireAnswer>
  /** Whether it runs; while it does not, connections are refused. */
  readonly isUp: () => boolean
  /** Kills it for a while: whoever waits for an answer gets none, what was not committed is gone. */
  readonly crash: (downMs: number) => void
  /** The next answer to an upload is lost by a crash between the commit and the answer. */
  readonly crashAfterCommit: (downMs: number) => void
  /** Answers 503 with Retry-After for a while. */
  readonly overload: (forMs: number) => void
  /** Nothing is armed or struck any more, and it runs. */
  readonly mend: () => void
  readonly stop: () => Promise<void>
}

type Handle = (input: unknown, kiosk: SignedKiosk) => Promise<unknown>

export async function createSimCentral(parts: {
  timeline: Timeline
  chance: Chance
  history: History
  escrowPercent: number
}): Promise<SimCentral> {
  const { timeline, chance, history } = parts
  const disk = failing()
  const clock = { nowMs: () => Math.round(timeline.now()) }
  const store = await openSqlite({
    file: ':memory:',
    nowMs: clock.nowMs(),
    endOfTurn: (work) => void Promise.resolve().then(work),
    onWriter: (writer) => disk.watch(writer),
  })
  const settings = { publicUrl: ADDRESS, escrowPercent: parts.escrowPercent, escrowBlocksPerKiosk: 12, enrolmentHours: 336 }
  const say = (event: string, fields: object = {}) => history.note('central', { event, ...fields })
  const context: CentralContext = {
    clock,
    random: chance,
    timers: { every: () => () => undefined, pause: timeline.sleep },
    log: { info: () => undefined, warn: say, error: say },
    store,
    keys: simulatedKeys(chance.fork('keys')),
    isSignedBy,
    settings: Settings.parse(settings),
    town: createTownSource(),
  }
  const pokes = createPokes(store)
  let life = 0
  let upFromMs = 0
  let overloadedUntilMs = 0
  let dieAfterCommitMs: number | null = null
  const crash = (downMs: number) => {
    life += 1
    upFromMs = Math.max(upFromMs, timeline.now() + downMs)
  }
  const handlers = handlersOf(context)

  const answer = async (request: WireRequest): Promise<Exclude<WireAnswer, null>> => {
    const route = Object.values(KIOSK_ROUTES).find(({ path }) => path === request.path)
    const handle = handlers[request.path]
    if (!route || !handle) return problem('notFound')
    let kiosk: SignedKiosk | null = null
    if (route.signed) {
      const signer = await signerOf(context, { ...request, body: Buffer.from(request.body) })
      if (signer.outcome !== 'kiosk') return problem(signer.outcome)
      kiosk = signer.kiosk
    }
    const input = 'input' in route ? route.input.safeParse(JSON.parse(request.body)) : null
    if (input !== null && !input.success) return problem('malformed')
    const value = await handle(input === null ? null : input.data, kiosk as SignedKiosk)
    return { status: 200, text: JSON.stringify(value), retryAfter: null }
  }
  return {
    context,
    pokes,
    disk,
    isUp: () => timeline.now() >= upFromMs,
    crash,
    crashAfterCommit: (downMs) => {
      dieAfterCommitMs = downMs
    },
    overload: (forMs) => {
      overloadedUntilMs = timeline.now() + forMs
    },
    mend: () => {
      disk.heal()
      dieAfterCommitMs = null
      overloadedUntilMs = 0
      upFromMs = 0
    },
    async handle(request) {
      const asked = life
      if (timeline.now() < overloadedUntilMs) return { ...problem('notReady'), retryAfter: '30' }
      const given = await timeline.hold(answer(request)).catch((error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : ''
        history.count(`central failed ${code || (error instanceof Error ? error.message : 'unknown')}`)
        return problem('internal')
      })
      if (dieAfterCommitMs !== null && request.path === KIOSK_ROUTES.sync.path && request.body.includes('"ops":[{')) {
        crash(dieAfterCommitMs)
        dieAfterCommitMs = null
        history.fault('central crash between commit and answer')
      }
      return asked === life ? given : null
    },
    stop: () => store.close(),
  }
}

function problem(kind: Parameters<typeof problemOf>[0]): Exclude<WireAnswer, null> {
  const made = problemOf(kind)
  return { status: made.status, text: JSON.stringify(made), retryAfter: null }
}

/** What central's HTTP routes do, without the HTTP. */
function handlersOf(context: CentralContext): Readonly<Record<string, Handle>> {
  type Input<Name extends keyof typeof KIOSK_ROUTES> = (typeof KIOSK_ROUTES)[Name] extends {
    input: { _zod: { output: infer T } }
  }
    ? T
    : null
  const { info, enrol: enrolment, catalogue, townKeys, hold, release, sync, lookUp: look, checkIn: arrive } = KIOSK_ROUTES
  const plans = createPlanWatch(context)
  const on = <Name extends keyof typeof KIOSK_ROUTES>(
    _name: Name,
    handle: (input: Input<Name>, kiosk: SignedKiosk) => Promise<unknown>,
  ): Handle => handle as Handle
  return {
    [info.path]: on('info', () =>
      Promise.resolve({
        serverTime: isoOf(context.clock.nowMs()),
        publicUrl: context.settings.publicUrl,
        sealingKey: context.keys.sealingKey,
      }),
    ),
    [enrolment.path]: on('enrol', (ask) => enrol(context, ask)),
    [catalogue.path]: on('catalogue', () =>
      context.store.read(async (tx) => {
        const town = await townOf(context.town, tx)
        return { version: town.version, catalogue: catalogueOf(town) }
      }),
    ),
    [townKeys.path]: on('townKeys', () => Promise.resolve({ keys: context.keys.townKeys })),
    [hold.path]: on('hold', (wish, kiosk) => holdSlot(context, { ...wish, kioskId: kiosk.kiosk_id, audience: 'visitor' })),
    [release.path]: on('release', async ({ bookingId }, kiosk) => {
      await releaseHold(context, { bookingId, kioskId: kiosk.kiosk_id })
      return {}
    }),
    [look.path]: on('lookUp', (code, kiosk) => lookUp(context, { kiosk, code })),
    [arrive.path]: on('checkIn', (code, kiosk) => checkIn(context, { kiosk, code })),
    [KIOSK_ROUTES.cancelBooking.path]: on('cancelBooking', (code, kiosk) => cancelByCode(context, { kiosk, code })),
    [KIOSK_ROUTES.moveBooking.path]: on('moveBooking', ({ code, startsAt }, kiosk) =>
      moveByCode(context, { kiosk, code, startsAt }),
    ),
    [sync.path]: on('sync', async (ask, kiosk) => {
      return syncKiosk(context, kiosk, ask, { plans })
    }),
  }
}

export const loadTown = (central: SimCentral) => loadCatalogue(central.context, simulatedTown())
