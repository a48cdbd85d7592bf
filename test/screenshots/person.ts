import { randomInt } from 'node:crypto'
import type { Page } from '@playwright/test'

/** What a visitor of a tour writes, by the names of the form's fields. */
export const PERSON: Readonly<Record<string, string>> = {
  firstName: 'Łucja',
  familyName: 'Özgür-Weiß',
  email: 'lucja@example.org',
  phone: '0261 1234567',
  birthDate: '24.11.1985',
  street: 'Rheinstraße 12',
  postalCode: '56068',
  city: 'Koblenz',
}

/** Fills the fields in view. Each e-mail address gets a number: one address may hold only a few open bookings. */
export async function fillPerson(page: Page, person: Readonly<Record<string, string>>): Promise<void> {
  for (const field of await page.locator('.field-input').all()) {
    const name = (await field.getAttribute('name')) ?? ''
    const value = person[name] ?? ''
    await field.fill(name === 'email' ? value.replace('@', `${randomInt(1_000_000)}@`) : value)
  }
}
