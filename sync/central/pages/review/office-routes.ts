import * as z from 'zod/mini'
import { cleaned } from '../../../contract/person.ts'
import { Id } from '../../../contract/values.ts'
import { worksAt } from '../../../contract/works-at.ts'
import type { CentralContext } from '../../context.ts'
import { reviveMail } from '../../mail/outbox.ts'
import { writeAudit } from '../../privacy/audit.ts'
import type { StaffMember } from '../../staff/roles.ts'
import { seeOther, sendPage } from '../page-reply.ts'
import { typedIn, typedLines, typedText } from '../../texts/typed-text.ts'
import { type Guard, officesOf, type StaffVisit } from './guard.ts'
import { saidOf } from './inbox-routes.ts'
import { type AuditLine, type DeadMail, type TypedTemplate, auditMain, deadMailsMain, templatesMain } from './office-views.ts'
import { addTemplate, findTemplates, removeTemplate } from '../../booking/reply-templates.ts'
import { staffPage } from './staff-frame.ts'

const sameOrigin = { referrer: 'same-origin' } as const
const NewTemplate = z.object({ office: Id, title: z.string().check(z.maxLength(80)), body: typedLines(1_000) })
// The newest of them.
const MOST_LINES = 500
const wasOf = (query: unknown) => (query as { was?: string }).was

type DeadRow = {
  mail_id: string
  kind: string
  number: string | null
  dead_at: number
  attempts: number
  last_error: string | null
}

/**
 * IT sees all of it, by number and kind alone; an office its own, and nothing that belongs to none. Asked of the store, so
 * that the newest of an office are there however much the others have.
 */
function seenBy({ role, offices }: StaffMember, column: string): { condition: string; params: readonly string[] } {
  if (role === 'it') return { condition: '1 = 1', params: [] }
  if (offices.includes('*')) return { condition: `${column} is not null`, params: [] }
  const marks = offices.map((_, index) => `$${String(index + 1)}`)
  return { condition: offices.length === 0 ? '1 = 0' : `${column} in (${marks.join(', ')})`, params: offices }
}

/** What an office's administration and IT look after: mails that did not arrive, ready-made texts, the audit log. */
export function registerOfficePages(guard: Guard, context: CentralContext): void {
  const { store, random } = context

  guard.get('/staff/mails', 'seeDeadMails', async (visit) => {
    const { condition, params } = seenBy(visit.member, 'booking.office_id')
    const rows = await store.read((tx) =>
      tx.all<DeadRow>(
        `select mail.mail_id, mail.kind, booking.number, mail.dead_at, mail.attempts, mail.last_error
         from mail left join booking on booking.booking_id = mail.booking_id where mail.dead_at is not null and ${condition}
         order by mail.dead_at desc limit ${String(MOST_LINES)}`,
        params,
      ),
    )
    const waiting = await store.read((tx) =>
      tx.one<{ waiting: number; tried: number }>(
        `select count(*) as waiting, coalesce(sum(case when attempts > 0 then 1 else 0 end), 0) as tried
         from mail where sent_at is null and dead_at is null`,
      ),
    )
    const mails: DeadMail[] = rows.map((row) => ({
      mailId: row.mail_id,
      kind: row.kind,
      number: row.number,
      deadAtMs: row.dead_at,
      attempts: row.attempts,
      error: row.last_error,
    }))
    const main = deadMailsMain(visit, {
      mails,
      waiting: waiting?.waiting ?? 0,
      tried: waiting?.tried ?? 0,
      said: saidOf(wasOf(visit.query)),
    })
    return sendPage(visit.reply, 200, staffPage(visit, { title: 'E-Mails', place: 'mails', main }), sameOrigin)
  })

  guard.post('/staff/mails/:mailId/again', 'seeDeadMails', async (visit) => {
    const done = await store.transact(async (tx) => {
      const row = await tx.one<{ office_id: string | null }>(
        'select booking.office_id from mail left join booking on booking.booking_id = mail.booking_id where mail.mail_id = $1',
        [visit.params['mailId'] ?? ''],
      )
      const own = row && (visit.member.role === 'it' || (row.office_id !== null && worksAt(visit.member, row.office_id)))
      if (!own || !(await reviveMail(tx, visit.params['mailId'] ?? '', visit.nowMs))) return false
      await writeAudit(
        tx,
        { random, nowMs: visit.nowMs },
        { actor: visit.actor, action: 'mail.again', detail: visit.params['mailId'] ?? '' },
      )
      return true
    })
    return seeOther(visit.reply, `/staff/mails?was=${done ? 'again' : 'impossible'}`)
  })

  const showTemplates = async (
    visit: StaffVisit,
    { status, said, typed }: { status: number; said: string; typed: TypedTemplate },
  ) => {
    const offices = officesOf(visit.member, visit.town)
    const lists = await store.read(async (tx) => {
      const found = []
      for (const office of offices)
        found.push({ office, templates: (await findTemplates(tx, office.id)).filter(({ officeId }) => officeId !== null) })
      return found
    })
    const main = templatesMain(visit, { lists, said, typed })
    return sendPage(visit.reply, status, staffPage(visit, { title: 'Vorlagen', place: 'templates', main }), sameOrigin)
  }
  guard.get('/staff/templates', 'editTemplates', (visit) =>
    showTemplates(visit, { status: 200, said: saidOf(wasOf(visit.query)), typed: { title: '', body: '' } }),
  )

  guard.post('/staff/templates', 'editTemplates', async (visit) => {
    const wish = NewTemplate.safeParse(visit.body)
    const title = wish.success ? cleaned(wish.data.title) : ''
    const body = wish.success ? typedText(wish.data.body) : ''
    if (!wish.success || title === '' || body === '' || !worksAt(visit.member, wish.data.office)) {
      const typed = { title: typedIn(visit.body, 'title'), body: typedIn(visit.body, 'body') }
      return showTemplates(visit, {
        status: 422,
        said: saidOf(wish.success || typed.title === '' || typed.body === '' ? 'empty' : 'tooLong'),
        typed,
      })
    }
    await store.transact(async (tx) => {
      await addTemplate(tx, { templateId: random.uuid(), officeId: wish.data.office, title, body })
      await writeAudit(
        tx,
        { random, nowMs: visit.nowMs },
        { actor: visit.actor, action: 'template.added', officeId: wish.data.office },
      )
    })
    return seeOther(visit.reply, '/staff/templates?was=saved')
  })

  guard.post('/staff/templates/:templateId/remove', 'editTemplates', async (visit) => {
    const offices = officesOf(visit.member, visit.town).map(({ id }) => id)
    const removed = await store.transact(async (tx) => {
      const done = await removeTemplate(tx, visit.params['templateId'] ?? '', offices)
      if (done) await writeAudit(tx, { random, nowMs: visit.nowMs }, { actor: visit.actor, action: 'template.removed' })
      return done
    })
    return seeOther(visit.reply, `/staff/templates?was=${removed ? 'saved' : 'impossible'}`)
  })

  guard.get('/staff/audit', 'seeAudit', async (visit) => {
    const { condition, params } = seenBy(visit.member, 'audit.office_id')
    const rows = await store.read((tx) =>
      tx.all<AuditLine>(
        `select audit.at, audit.action, audit.detail, audit.actor_kind, staff.name, booking.number from audit
         left join staff on staff.staff_id = audit.actor left join booking on booking.booking_id = audit.booking_id
         where ${condition} order by audit.at desc, audit.audit_id limit ${String(MOST_LINES)}`,
        params,
      ),
    )
    const main = auditMain(visit.town, rows)
    return sendPage(visit.reply, 200, staffPage(visit, { title: 'Protokoll', place: 'audit', main }), sameOrigin)
  })
}
