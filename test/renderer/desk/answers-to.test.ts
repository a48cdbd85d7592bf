import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answersTo, feeInWords } from '../../../renderer/desk/answers-to.ts'
import { smallTown } from '../../support/small-town.ts'

const town = smallTown()
const passport = town.offers.find(({ serviceId }) => serviceId === 'pass')
assert.ok(passport)
// Fifteen minutes at the one office, half an hour at the other.
const offers = [...town.offers, { ...passport, officeId: 'amt', ticks: 6 }]
const known = (own: readonly string[]) => ({ ...town, offers, own: town.offices.filter(({ id }) => own.includes(id)) })
const asked = { serviceId: 'pass', count: 1, officeId: null }
const told = (...question: Parameters<typeof answersTo>) => {
  const answers = answersTo(...question)
  return answers && { minutes: answers.minutes, places: answers.places.map(({ id }) => id) }
}

test('how long and where: at every own office while none is chosen, then at that one alone', () => {
  assert.deepEqual(told(asked, known(['rathaus', 'amt'])), { minutes: [15, 30], places: ['rathaus', 'amt'] })
  assert.deepEqual(told({ ...asked, officeId: 'amt' }, known(['rathaus', 'amt'])), { minutes: [30], places: ['amt'] })
})

test('it takes as many times longer as there are people, and one duration is told once', () => {
  assert.deepEqual(told({ ...asked, count: 2 }, known(['rathaus', 'amt']))?.minutes, [30, 60])
  const alike = { ...known(['rathaus', 'amt']), offers: [...town.offers, { ...passport, officeId: 'amt' }] }
  assert.deepEqual(told({ ...asked, count: 2 }, alike), { minutes: [30], places: ['rathaus', 'amt'] })
})

test('of an office that is not one’s own, or a service that has gone, nothing is told', () => {
  assert.deepEqual(told(asked, known(['rathaus'])), { minutes: [15], places: ['rathaus'] })
  assert.equal(told({ ...asked, serviceId: 'gone' }, known(['rathaus'])), null)
})

test('an amount stands before its fee, but not twice', () => {
  const words = { say: ({ de }: { de: string }) => de, money: (cents: number) => `${cents / 100} €` }
  const fee = (de: string, cents?: number) => feeInWords({ text: { de }, ...(cents !== undefined && { cents }) }, words)
  assert.equal(fee('ab 24 Jahren', 3_700), '37 € ab 24 Jahren')
  assert.equal(fee('37,00 Euro ab 24 Jahren', 3_700), '37,00 Euro ab 24 Jahren')
  assert.equal(fee('37 € ab 24 Jahren', 3_700), '37 € ab 24 Jahren')
  assert.equal(fee('kostenlos', 0), 'kostenlos')
  assert.equal(fee('nach Aufwand'), 'nach Aufwand')
})
