import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { simpleParser } from 'mailparser'
import { linkIn } from './people-kit.ts'
import type { Foyer } from './start-foyer.ts'

/** The link of a mail to somebody that ends so; waits for the mail. */
export async function mailedLink({ mails }: Pick<Foyer, 'mails'>, to: string, ending: string): Promise<string> {
  let found = ''
  await expect(async () => {
    const files = readdirSync(mails).filter((name) => name.endsWith('.eml'))
    const parsed = await Promise.all(files.map((name) => simpleParser(readFileSync(join(mails, name)))))
    const texts = parsed.filter((mail) => [mail.to].flat().some((one) => one?.text === to)).map(({ text }) => text ?? '')
    found = linkIn(
      texts.find((text) => text.includes(ending)),
      ending,
    )
  }).toPass({ timeout: 20_000 })
  return found
}
