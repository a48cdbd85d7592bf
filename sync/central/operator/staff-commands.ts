import { addStaff } from '../staff/accounts.ts'
import { Role } from '../staff/roles.ts'
import { BadCommand, type Command } from './command.ts'

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
    const generated = way === 'generate' ? Buffer.from(context.random.bytes(15)).toString('base64url') : null
    const password = way === 'none' ? null : (generated ?? (await readSecret(way === 'prompt' ? 'Password: ' : '')))
    if (way !== 'none' && password === null) throw new BadCommand('staff add: no password was given')
    const offices = (given.text('offices') ?? '')
      .split(',')
      .map((office) => office.trim())
      .filter(Boolean)
    const email = given.text('email') ?? ''
    const outcome = await addStaff(context, { email, name: given.text('name') ?? '', role: role.data, offices, password })
    if (outcome.outcome === 'added') say(generated === null ? `added: ${email}` : `added: ${email}, password ${generated}`)
    if (outcome.outcome === 'exists') say(`there is an account ${email} already`)
    if (outcome.outcome === 'invalid') say(outcome.problem)
    return outcome.outcome === 'added'
  },
}
