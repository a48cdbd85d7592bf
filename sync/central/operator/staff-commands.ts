import {
  addStaff,
  changeStaff,
  disableStaff,
  enableStaff,
  findStaffByEmail,
  listStaff,
  memberOf,
  setPassword,
  type StaffRow,
} from '../staff/accounts.ts'
import { Role } from '../staff/roles.ts'
import { BadCommand, type Command, type CommandRoom, type Given } from './command.ts'

const EMAIL = { type: 'string', needed: true, means: 'the address that the account signs in with' } as const

const officesIn = (text: string): string[] =>
  text
    .split(',')
    .map((office) => office.trim())
    .filter(Boolean)

async function passwordBy(
  way: string,
  words: string,
  { context, readSecret }: Pick<CommandRoom, 'context' | 'readSecret'>,
): Promise<{ password: string; generated: string | null }> {
  const generated = way === 'generate' ? Buffer.from(context.random.bytes(15)).toString('base64url') : null
  const password = generated ?? (await readSecret(way === 'prompt' ? 'Password: ' : ''))
  if (password === null) throw new BadCommand(`${words}: no password was given`)
  return { password, generated }
}

export const staffAdd: Command = {
  words: 'staff add',
  means: 'an account for a member of staff',
  options: {
    email: { type: 'string', needed: true, means: 'the address to sign in with' },
    name: { type: 'string', needed: true, means: 'first and family name' },
    role: { type: 'string', needed: true, means: 'clerk, frontDesk, officeAdmin or it' },
    offices: { type: 'string', needed: true, means: 'ids of offices with commas between, or * for all' },
    password: { type: 'string', means: 'prompt (default), stdin, generate, or none for sign-in through the town’s provider' },
  },
  async run(given, { context, say, readSecret }) {
    const role = Role.safeParse(given.text('role'))
    if (!role.success) throw new BadCommand('staff add: --role is clerk, frontDesk, officeAdmin or it')
    const way = given.text('password') ?? 'prompt'
    if (!['prompt', 'stdin', 'generate', 'none'].includes(way))
      throw new BadCommand('staff add: --password is prompt, stdin, generate or none')
    const { password, generated } =
      way === 'none' ? { password: null, generated: null } : await passwordBy(way, 'staff add', { context, readSecret })
    const offices = officesIn(given.text('offices') ?? '')
    const email = given.text('email') ?? ''
    const outcome = await addStaff(context, { email, name: given.text('name') ?? '', role: role.data, offices, password })
    if (outcome.outcome === 'added') say(generated === null ? `added: ${email}` : `added: ${email}, password ${generated}`)
    if (outcome.outcome === 'exists') say(`there is an account ${email} already`)
    if (outcome.outcome === 'invalid') say(outcome.problem)
    return outcome.outcome === 'added'
  },
}

export const staffPassword: Command = {
  words: 'staff password',
  means: 'a new password for an account, whose sessions end; a locked one is open again',
  options: { email: EMAIL, password: { type: 'string', means: 'prompt (default), stdin or generate' } },
  async run(given, { context, say, readSecret }) {
    const way = given.text('password') ?? 'prompt'
    if (!['prompt', 'stdin', 'generate'].includes(way))
      throw new BadCommand('staff password: --password is prompt, stdin or generate')
    const row = await context.store.read((tx) => findStaffByEmail(tx, given.text('email') ?? ''))
    if (!row) return unknown(given, say)
    const { password, generated } = await passwordBy(way, 'staff password', { context, readSecret })
    const problem = await setPassword(context, { staffId: row.staff_id, email: row.email, password, actor: null })
    say(problem ?? (generated === null ? `set: ${row.email}` : `set: ${row.email}, password ${generated}`))
    return problem === null
  },
}

export const staffChange: Command = {
  words: 'staff change',
  means: 'another role or other offices for an account, whose sessions end',
  options: {
    email: EMAIL,
    role: { type: 'string', means: 'clerk, frontDesk, officeAdmin or it' },
    offices: { type: 'string', means: 'ids of offices with commas between, or * for all' },
  },
  async run(given, { context, say }) {
    const [typedRole, typedOffices] = [given.text('role'), given.text('offices')]
    if (typedRole === undefined && typedOffices === undefined)
      throw new BadCommand('staff change: give --role, --offices or both')
    const role = typedRole === undefined ? undefined : Role.safeParse(typedRole)
    if (role?.success === false) throw new BadCommand('staff change: --role is clerk, frontDesk, officeAdmin or it')
    const offices = typedOffices === undefined ? undefined : officesIn(typedOffices)
    const done = await changeStaff(context, { email: given.text('email') ?? '', role: role?.data, offices })
    if (done.outcome === 'unknown') return unknown(given, say)
    say(done.outcome === 'changed' ? `changed: ${given.text('email') ?? ''}` : `there is no office ${done.office}`)
    return done.outcome === 'changed'
  },
}

export const staffDisable: Command = {
  words: 'staff disable',
  means: 'shut an account out at once; what it did stays in the audit log',
  options: { email: EMAIL },
  async run(given, { context, say }) {
    if (!(await disableStaff(context, given.text('email') ?? ''))) return unknown(given, say)
    say(`disabled: ${given.text('email') ?? ''}`)
    return true
  },
}

export const staffEnable: Command = {
  words: 'staff enable',
  means: 'open an account again that was disabled',
  options: { email: EMAIL },
  async run(given, { context, say }) {
    if (!(await enableStaff(context, given.text('email') ?? ''))) return unknown(given, say)
    say(`enabled: ${given.text('email') ?? ''}`)
    return true
  },
}

export const staffList: Command = {
  words: 'staff list',
  means: 'all accounts: role, offices, how they sign in, and which are shut out',
  options: { json: { type: 'boolean', means: 'one line of JSON per account' } },
  async run(given, { context, say }) {
    const nowMs = context.clock.nowMs()
    for (const row of await context.store.read(listStaff)) {
      const { email, name, role, offices, signIn, state } = lineOf(row, nowMs)
      say(
        given.flag('json')
          ? JSON.stringify({ email, name, role, offices, signIn, state })
          : [email, JSON.stringify(name), role, offices.join(','), signIn, state].join('  '),
      )
    }
    return true
  },
}

function lineOf(row: StaffRow, nowMs: number) {
  const { email, name, role, offices } = memberOf(row)
  const lockedOrOpen = (row.locked_until ?? 0) > nowMs ? 'locked' : 'open'
  const state = row.disabled_at === null ? lockedOrOpen : 'disabled'
  return { email, name, role, offices, signIn: row.password_hash === null ? 'provider' : 'password', state }
}

function unknown(given: Given, say: CommandRoom['say']): false {
  say(`there is no account ${given.text('email') ?? ''}`)
  return false
}
