import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { CallConfirmation } from '../../../machines/call.ts'
import { howConfirmed } from '../../../renderer/desk/how-confirmed.ts'
import { EMPTY_FORM } from '../../../sync/contract/person.ts'
import { SpokenConfirmation } from '../../../sync/contract/spoken-confirmation.ts'

const TODAY = '2026-11-24'
const slot = { officeId: 'rathaus', day: TODAY, time: '10:00', startsAt: '2026-11-24T09:00:00.000Z' }
const asChosen = (
  confirmation: CallConfirmation,
  email: string,
  spokenConfirmation: SpokenConfirmation | undefined,
  today = TODAY,
) => howConfirmed({ form: { ...EMPTY_FORM, email }, confirmation, slot }, { policy: { spokenConfirmation }, today })

test('what a call’s confirmation comes to follows the address and the town’s policy', () => {
  for (const policy of [undefined, 'allowed'] as const) {
    equal(asChosen('link', 'ada@example.org', policy), 'link')
    equal(asChosen('spoken', 'ada@example.org', policy), 'spoken')
    equal(asChosen('link', ' ', policy), 'spoken', 'there is nowhere to send a link')
  }
  equal(asChosen('spoken', 'ada@example.org', 'withoutEmail'), 'link')
  equal(asChosen('link', '', 'withoutEmail'), 'spoken')
  equal(asChosen('spoken', 'ada@example.org', 'never'), 'link')
  equal(asChosen('link', '', 'never'), 'link', 'the address is asked for')
})

test('who is here needs no policy; another day they cannot be here', () => {
  for (const policy of SpokenConfirmation.options) equal(asChosen('here', '', policy), 'here')
  equal(asChosen('here', '', 'allowed', '2026-11-23'), 'spoken')
  equal(asChosen('here', '', 'never', '2026-11-23'), 'link')
})
