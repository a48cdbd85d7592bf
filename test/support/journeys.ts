import type { ShownStep } from '../../machines/visit.ts'

/**
 * What a visitor does, in words that both drivers understand: the machine's (test/machines/visit-driver.ts) turns them
 * into events, the browser's (test/e2e) into touches on controls found by role and name.
 */
export type Doing =
  | 'begin'
  | 'chooseOffice'
  | 'chooseOtherOffice'
  | 'chooseService'
  | 'addSecondService'
  | 'goOn'
  | 'takeFirstSlot'
  | 'takeSlotFromCalendar'
  | 'takeSlotFromList'
  | 'enterPerson'
  | 'enterPersonWithoutName'
  | 'giveConsent'
  | 'goOnWithoutConsent'
  | 'keepPerson'
  | 'declineKeeping'
  | 'wantSlip'
  | 'choosePin'
  | 'choosePinTwoWays'
  | 'leaveSlip'
  | 'scanSlip'
  | 'scanInstead'
  | 'enterPin'
  | 'enterWrongPin'
  | 'confirm'
  | 'printAgain'
  | 'bookAnother'
  | 'finish'
  | 'goBack'
  | 'cancel'
  | 'revisitOffice'
  | 'revisitService'
  | 'revisitSlot'
  | 'revisitPerson'

export type Journey = {
  name: string
  /** Each doing and the step that stands on the screen after it. */
  path: readonly (readonly [Doing, ShownStep])[]
  /** What the terminal still knows at the end. */
  ends: 'forgotten' | 'booked' | 'open'
}

const TO_SLOT = [
  ['begin', 'office'],
  ['chooseOffice', 'service'],
  ['chooseService', 'service'],
  ['goOn', 'slot'],
] as const

const TO_OVERVIEW = [
  ...TO_SLOT,
  ['takeFirstSlot', 'person'],
  ['enterPerson', 'person'],
  ['giveConsent', 'person'],
  ['goOn', 'overview'],
] as const

export const JOURNEYS: readonly Journey[] = [
  {
    name: 'the straight way from the start screen to the receipt',
    path: [...TO_OVERVIEW, ['confirm', 'done'], ['finish', 'start']],
    ends: 'forgotten',
  },
  {
    name: 'a slot from the calendar',
    path: [...TO_SLOT, ['takeSlotFromCalendar', 'person']],
    ends: 'open',
  },
  {
    name: 'a slot from the list goes straight on',
    path: [...TO_SLOT, ['takeSlotFromList', 'person']],
    ends: 'open',
  },
  {
    name: 'all the way back from the overview and forward again',
    path: [
      ...TO_OVERVIEW,
      ['goBack', 'person'],
      ['goBack', 'person'],
      ['goBack', 'slot'],
      ['goBack', 'service'],
      ['goBack', 'office'],
      ['chooseOffice', 'service'],
      ['goOn', 'slot'],
      ['goOn', 'overview'],
      ['confirm', 'done'],
    ],
    ends: 'booked',
  },
  {
    name: 'another time chosen from the overview leads back to the overview',
    path: [...TO_OVERVIEW, ['revisitSlot', 'slot'], ['takeSlotFromCalendar', 'overview'], ['confirm', 'done']],
    ends: 'booked',
  },
  {
    name: 'another service chosen from the overview asks for a time again, not for the person',
    path: [
      ...TO_OVERVIEW,
      ['revisitService', 'service'],
      ['addSecondService', 'service'],
      ['goOn', 'slot'],
      ['takeFirstSlot', 'overview'],
      ['confirm', 'done'],
    ],
    ends: 'booked',
  },
  {
    name: 'another office begins the choice of the service again',
    path: [...TO_SLOT, ['revisitOffice', 'office'], ['chooseOtherOffice', 'service']],
    ends: 'open',
  },
  {
    name: 'the person corrected from the overview',
    path: [...TO_OVERVIEW, ['revisitPerson', 'person'], ['enterPerson', 'person'], ['goOn', 'overview'], ['confirm', 'done']],
    ends: 'booked',
  },
  {
    name: 'a missing name and a missing consent are asked for',
    path: [
      ...TO_SLOT,
      ['takeFirstSlot', 'person'],
      ['enterPersonWithoutName', 'person'],
      ['enterPerson', 'person'],
      ['goOnWithoutConsent', 'person'],
      ['giveConsent', 'person'],
      ['goOn', 'overview'],
    ],
    ends: 'open',
  },
  {
    name: 'another booking with the person kept after the second confirmation',
    path: [
      ...TO_SLOT,
      ['takeFirstSlot', 'person'],
      ['enterPerson', 'person'],
      ['giveConsent', 'person'],
      ['keepPerson', 'person'],
      ['goOn', 'overview'],
      ['confirm', 'done'],
      ['bookAnother', 'office'],
      ['chooseOffice', 'service'],
      ['chooseService', 'service'],
      ['goOn', 'slot'],
      ['takeFirstSlot', 'person'],
      ['goOn', 'person'],
      ['giveConsent', 'person'],
      ['goOn', 'overview'],
      ['confirm', 'done'],
    ],
    ends: 'booked',
  },
  {
    name: 'another booking without the person kept begins with an empty form',
    path: [
      ...TO_OVERVIEW,
      ['confirm', 'done'],
      ['bookAnother', 'office'],
      ['chooseOffice', 'service'],
      ['chooseService', 'service'],
      ['goOn', 'slot'],
      ['takeFirstSlot', 'person'],
      ['enterPersonWithoutName', 'person'],
    ],
    ends: 'open',
  },
  {
    name: 'keeping declined at the second question',
    path: [
      ...TO_SLOT,
      ['takeFirstSlot', 'person'],
      ['enterPerson', 'person'],
      ['giveConsent', 'person'],
      ['declineKeeping', 'person'],
      ['goOn', 'overview'],
    ],
    ends: 'open',
  },
  {
    name: 'the data taken along as a code, and the form filled from it at the next visit',
    path: [
      ...TO_SLOT,
      ['takeFirstSlot', 'person'],
      ['enterPerson', 'person'],
      ['giveConsent', 'person'],
      ['keepPerson', 'person'],
      ['wantSlip', 'person'],
      ['choosePinTwoWays', 'person'],
      ['choosePin', 'person'],
      ['leaveSlip', 'person'],
      ['cancel', 'start'],
      ['scanSlip', 'start'],
      ['enterWrongPin', 'start'],
      ['enterPin', 'office'],
      ['chooseOffice', 'service'],
      ['chooseService', 'service'],
      ['goOn', 'slot'],
      ['takeFirstSlot', 'person'],
      ['goOn', 'person'],
      ['giveConsent', 'person'],
      ['goOn', 'overview'],
      ['revisitPerson', 'person'],
    ],
    ends: 'open',
  },
  { name: 'the receipt once more', path: [...TO_OVERVIEW, ['confirm', 'done'], ['printAgain', 'done']], ends: 'booked' },
  {
    name: 'cancelled at the office',
    path: [
      ['begin', 'office'],
      ['cancel', 'start'],
    ],
    ends: 'forgotten',
  },
  {
    name: 'cancelled at the service',
    path: [
      ['begin', 'office'],
      ['chooseOffice', 'service'],
      ['cancel', 'start'],
    ],
    ends: 'forgotten',
  },
  { name: 'cancelled at the slot', path: [...TO_SLOT, ['cancel', 'start']], ends: 'forgotten' },
  { name: 'cancelled at the person', path: [...TO_SLOT, ['takeFirstSlot', 'person'], ['cancel', 'start']], ends: 'forgotten' },
  { name: 'cancelled at the overview', path: [...TO_OVERVIEW, ['cancel', 'start']], ends: 'forgotten' },
  {
    name: 'back from the first step is the start screen',
    path: [
      ['begin', 'office'],
      ['goBack', 'start'],
    ],
    ends: 'open',
  },
]
