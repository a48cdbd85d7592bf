import type { Tx } from '../store/store.ts'

/** A ready-made text for a refusal, of one office or (with null) of all. */
export type ReplyTemplate = {
  readonly templateId: string
  readonly officeId: string | null
  readonly title: string
  readonly body: string
}

/** What the person reads whose second request has gone. */
export const BOOKED_TWICE = 'Für dasselbe Anliegen haben Sie schon einen anderen Termin. Dieser gilt weiter.'

/** What every town starts with; an office adds its own. */
const SHIPPED: readonly ReplyTemplate[] = [
  {
    templateId: 'other-office',
    officeId: null,
    title: 'Andere Behörde zuständig',
    body: 'Für Ihr Anliegen ist eine andere Behörde zuständig. Unter 115 erfahren Sie, welche das ist.',
  },
  {
    templateId: 'no-need',
    officeId: null,
    title: 'Kein Termin nötig',
    body: 'Für Ihr Anliegen brauchen Sie keinen Termin. Sie können es während der Öffnungszeiten oder online erledigen.',
  },
  {
    templateId: 'more-time',
    officeId: null,
    title: 'Mehr Zeit nötig',
    body: 'Für Ihr Anliegen reicht die gebuchte Zeit nicht. Bitte buchen Sie für jede Person und jedes Anliegen einen eigenen Platz.',
  },
  {
    templateId: 'twice',
    officeId: null,
    title: 'Doppelt gebucht',
    body: BOOKED_TWICE,
  },
]

export async function findTemplates(tx: Tx, officeId: string): Promise<ReplyTemplate[]> {
  const rows = await tx.all<{ template_id: string; office_id: string | null; title: string; body: string }>(
    `select template_id, office_id, title, body from reply_template
     where kind = 'decline' and (office_id = $1 or office_id is null) order by title`,
    [officeId],
  )
  return [
    ...rows.map((row) => ({ templateId: row.template_id, officeId: row.office_id, title: row.title, body: row.body })),
    ...SHIPPED,
  ]
}

export async function addTemplate(tx: Tx, { templateId, officeId, title, body }: ReplyTemplate): Promise<void> {
  await tx.run(`insert into reply_template (template_id, office_id, kind, title, body) values ($1, $2, 'decline', $3, $4)`, [
    templateId,
    officeId,
    title,
    body,
  ])
}

/** Removes a template of one of these offices; answers whether there was one. */
export async function removeTemplate(tx: Tx, templateId: string, offices: readonly string[]): Promise<boolean> {
  const row = await tx.one<{ office_id: string | null }>('select office_id from reply_template where template_id = $1', [
    templateId,
  ])
  if (!row || row.office_id === null || !offices.includes(row.office_id)) return false
  return (await tx.run('delete from reply_template where template_id = $1', [templateId])) > 0
}
