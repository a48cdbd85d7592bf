import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { type Foyer, freshFolder, runOperator, type StartOptions } from './start-foyer.ts'

export type Clerk = { readonly email: string; readonly password: string }

/** An account as IT makes it: with the operator's command, while central runs. */
export async function addClerk(foyer: Pick<Foyer, 'data'>, offices: string, role = 'clerk'): Promise<Clerk> {
  const email = `${randomUUID()}@stadt.example`
  const options = ['--email', email, '--name', 'Kim Beispiel', '--role', role, '--offices', offices, '--password', 'generate']
  const ended = await runOperator(['staff', 'add', '--data', foyer.data, ...options])
  const password = /password (\S+)/.exec(ended.stdout)?.[1]
  if (ended.code !== 0 || password === undefined) throw new Error(`staff add: ${ended.stdout}${ended.stderr}`)
  return { email, password }
}

/** Signs a clerk in at central's own page. */
export async function signIn(page: Page, foyer: Pick<Foyer, 'central'>, { email, password }: Clerk): Promise<void> {
  await page.goto(new URL('/staff', foyer.central).href)
  await page.getByLabel('E-Mail').fill(email)
  await page.getByLabel('Passwort').fill(password)
  await page.getByRole('button', { name: /Anmelden/ }).click()
}

/** A one-time code for a further device at the central server of a running Foyer. */
export async function enrolmentCode(foyer: Pick<Foyer, 'data'>, ...options: string[]): Promise<string> {
  const ended = await runOperator(['kiosk', 'enrol', '--data', foyer.data, ...options])
  const code = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(ended.stdout)?.[0]
  if (code === undefined) throw new Error(`kiosk enrol: ${ended.stdout}${ended.stderr}`)
  return code
}

/** A further terminal at the central server of the first one, enrolled by a one-time code. */
export async function secondKiosk(foyer: Foyer, start: (options: StartOptions) => Promise<Foyer>): Promise<Foyer> {
  return start({ data: freshFolder(), config: { central: foyer.central, enrolmentCode: await enrolmentCode(foyer) } })
}
