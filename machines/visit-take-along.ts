import { assign } from 'xstate'
import type { OpenTakeAlongOutcome, ReadTakeAlongOutcome, SlipOutcome } from '../sync/contract/take-along.ts'
import { visitSetup } from './visit-setup.ts'
import { filledForm, personOf, type Visitor } from './visitor.ts'

const MISREAD = { code: '', triesLeft: null, refusal: { outcome: 'damaged' } } as const
const SILENT = { outcome: 'silent' } as const
type Silent = typeof SILENT

const answered = ({ slip }: Visitor, answer: SlipOutcome | Silent) => ({ slip: slip && { ...slip, answer } })

const refused = ({ takeAlong }: Visitor, refusal: ReadTakeAlongOutcome | OpenTakeAlongOutcome | Silent) =>
  takeAlong === null || refusal.outcome === 'pinNeeded' || refusal.outcome === 'opened' || refusal.outcome === 'wrongPin'
    ? {}
    : { takeAlong: { ...takeAlong, refusal } }

const wrongPin = ({ takeAlong }: Visitor, output: OpenTakeAlongOutcome) =>
  takeAlong === null || output.outcome !== 'wrongPin' ? {} : { takeAlong: { ...takeAlong, triesLeft: output.triesLeft } }

const opened = ({ form }: Visitor, output: OpenTakeAlongOutcome) =>
  output.outcome === 'opened' ? { form: filledForm(form, output.person), issues: [], filledFromCode: true } : {}

/**
 * The data on paper (SEED S9, second way), after the second confirmation of keeping them: a PIN, the PIN again, since nobody
 * sees what they typed, then the slip.
 */
export const makingSlip = visitSetup.createStateConfig({
  initial: 'choosingPin',
  exit: 'forgetPin',
  states: {
    choosingPin: {
      on: {
        'pin.entered': [
          { guard: 'pinEasy', actions: assign({ pinTrouble: 'easy' }) },
          { target: 'repeatingPin', actions: 'notePin' },
        ],
        back: '#visit.session.withSlot.enteringPerson.consenting',
      },
    },
    repeatingPin: {
      on: {
        'pin.entered': [
          { guard: 'pinRepeated', target: 'printing' },
          { target: 'choosingPin', actions: assign({ pin: null, pinTrouble: 'differs' }) },
        ],
        back: 'choosingPin',
      },
    },
    printing: {
      tags: 'busy',
      invoke: {
        src: 'printSlip',
        input: ({ context }) => {
          const { slip, pin, language } = context
          if (slip === null || pin === null) throw new Error('a slip without id or PIN')
          return { slipId: slip.slipId, person: personOf(context), pin, language }
        },
        onDone: { target: 'told', actions: assign(({ context, event }) => answered(context, event.output)) },
        onError: { target: 'told', actions: assign(({ context }) => answered(context, SILENT)) },
      },
    },
    told: { entry: 'forgetPin', on: { next: '#visit.session.withSlot.enteringPerson.consenting' } },
  },
})

/**
 * The code of an earlier visit, under the scanner: read, its PIN asked, the form filled. `filled` is where the visit goes on
 * with the form, `left` where somebody goes who would rather type.
 */
const openingTakeAlong = ({ filled, left }: { filled: string; left: string }) =>
  visitSetup.createStateConfig({
    initial: 'scanning',
    tags: 'takingAlong',
    exit: 'forgetTakeAlong',
    on: {
      'takeAlong.scanned': { target: '.reading', actions: 'noteTakeAlong' },
      'takeAlong.misread': { target: '.refused', actions: assign({ takeAlong: MISREAD }) },
      back: left,
    },
    states: {
      scanning: {},
      reading: {
        tags: 'busy',
        invoke: {
          src: 'readTakeAlong',
          input: ({ context: { takeAlong } }) => ({ code: takeAlong?.code ?? '' }),
          onDone: [
            { guard: ({ event }) => event.output.outcome === 'pinNeeded', target: 'enteringPin' },
            { target: 'refused', actions: assign(({ context, event }) => refused(context, event.output)) },
          ],
          onError: { target: 'refused', actions: assign(({ context }) => refused(context, SILENT)) },
        },
      },
      enteringPin: { on: { 'pin.entered': { target: 'opening', actions: 'notePin' } } },
      opening: {
        tags: 'busy',
        exit: 'forgetPin',
        invoke: {
          src: 'openTakeAlong',
          input: ({ context: { takeAlong, pin } }) => ({ code: takeAlong?.code ?? '', pin: pin ?? '' }),
          onDone: [
            {
              guard: ({ event }) => event.output.outcome === 'opened',
              target: filled,
              actions: assign(({ context, event }) => opened(context, event.output)),
            },
            {
              guard: ({ event }) => event.output.outcome === 'wrongPin',
              target: 'enteringPin',
              actions: assign(({ context, event }) => wrongPin(context, event.output)),
            },
            { target: 'refused', actions: assign(({ context, event }) => refused(context, event.output)) },
          ],
          onError: { target: 'refused', actions: assign(({ context }) => refused(context, SILENT)) },
        },
      },
      refused: { on: { retry: 'scanning', next: left } },
    },
  })

const DETAILS = '#visit.session.withSlot.enteringPerson.details'
/** From the form. */
export const fillingForm = openingTakeAlong({ filled: DETAILS, left: DETAILS })
/** From the start screen: the booking begins with the form filled. */
export const startingFilled = openingTakeAlong({
  filled: '#visit.session.choosingOffice',
  left: '#visit.session.choosingOffice',
})
