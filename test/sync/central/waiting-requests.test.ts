import assert from 'node:assert/strict'
import { it } from 'node:test'
import { confirmByLink } from '../../../sync/central/booking/booking-life.ts'
import { endUnanswered } from '../../../sync/central/booking/end-unanswered.ts'
import { staffRoom } from '../../../sync/central/pages/review/staff-room.ts'
import { findRequests, InboxFilter } from '../../../sync/central/pages/review/inbox-query.ts'
import { deskRoom } from '../../../sync/central/desk/desk-room.ts'
import type { Store, Tx } from '../../../sync/central/store/store.ts'
import { startDeskKit, tick } from '../../support/desk-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { COST, openBrowser, PASSWORD } from '../../support/people-kit.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const VISITOR = { kind: 'visitor', id: null } as const

/** How the store's engine would find the rows of a question that is put to `ask`; written questions are left out. */
async function plansOf(store: Store, ask: (store: Store) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = []
  const explain = async (tx: Tx, sql: string, params: Parameters<Tx['all']>[1]) => {
    if (!sql.includes("'confirmed'")) return
    // A table of three rows is read whole however many indexes it has.
    if (store.engine === 'postgres') await tx.run('set local enable_seqscan = off')
    const how = store.engine === 'postgres' ? 'explain' : 'explain query plan'
    plans.push(JSON.stringify(await tx.all(`${how} ${sql}`, params)))
  }
  const heard = (tx: Tx): Tx => ({
    ...tx,
    all: async (sql, params) => (await explain(tx, sql, params), tx.all(sql, params)),
    one: async (sql, params) => (await explain(tx, sql, params), tx.one(sql, params)),
  })
  await ask({ ...store, read: (work) => store.transact((tx) => work(heard(tx))) })
  return plans
}

onBothStores('requests that wait for an answer', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const rooms = [deskRoom({ cost: COST }), staffRoom({ cost: COST })]
    return stopLater(await startDeskKit({ databaseUrl: await makeDatabase(), rooms }))
  }

  it('stay in the inbox of desk and page until their visit is over, and can be accepted so long', async () => {
    const central = await start()
    const [first, second] = [await central.visit(), await central.visit({ startsAt: tick(4) })]
    for (const bookingId of [first, second]) await confirmByLink(central.context, bookingId, VISITOR)
    const clerk = await central.account('clerk')
    const browser = openBrowser(central.address)
    const lists = async () => {
      await endUnanswered(central.context)
      // The day begins, and a session does not live through the night.
      await browser.post('/staff/sign-in', { email: clerk.email, password: PASSWORD })
      const answer = await (await central.staff('clerk')).inbox({})
      const page = (await browser.get('/staff')).text
      const atDesk = answer.outcome === 'inbox' ? answer.bookings.map(({ bookingId }) => bookingId) : []
      assert.deepEqual(
        atDesk,
        [first, second].filter((bookingId) => page.includes(bookingId)),
      )
      return atDesk
    }
    assert.deepEqual(await lists(), [first, second])
    central.clock.set(new Date(Date.parse(tick(2)) - 1).toISOString())
    assert.deepEqual(await lists(), [first, second], 'its visitor may sit there')
    central.clock.set(tick(2))
    assert.deepEqual(await lists(), [second])
    const desk = await central.staff('clerk')
    assert.equal((await desk.accept({ bookingId: first, documents: [] })).outcome, 'notPossible')
    central.clock.set(tick(5))
    assert.equal((await desk.accept({ bookingId: second, documents: [] })).outcome, 'done', 'though it has begun')
    assert.deepEqual(await lists(), [])
  })

  it('are found by an index, from now on; so are those that are over', async () => {
    const { context } = await start()
    const wanted = { offices: ['rathaus', 'amt'], filter: InboxFilter.parse({}), nowMs: context.clock.nowMs() }
    const waiting = await plansOf(context.store, (store) => store.read((tx) => findRequests(tx, wanted)))
    assert.equal(waiting.length, 2, 'how many, and one page of them')
    for (const plan of waiting) assert.match(plan, /booking_(starts|inbox).*starts_at ?>/)
    const over = await plansOf(context.store, (store) => endUnanswered({ ...context, store }))
    assert.equal(over.length, 1)
    for (const plan of over) assert.match(plan, /booking_(starts|inbox).*starts_at ?</)
  })
})
