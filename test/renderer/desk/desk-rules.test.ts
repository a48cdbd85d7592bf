import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toCsv } from '../../../renderer/desk/csv.ts'
import { ariaKeys, commandOf, keyLabel, SHORTCUTS } from '../../../renderer/desk/keys.ts'
import { laterFrom } from '../../../renderer/desk/later-from.ts'
import { offsetInWords } from '../../../renderer/desk/offset-in-words.ts'
import { readCount, readQuery, readQueryOtherwise } from '../../../renderer/desk/read-query.ts'
import { runsOf } from '../../../renderer/desk/seat-runs.ts'
import { spell } from '../../../renderer/desk/spelling.ts'
import { instantOf, isLaterDay } from '../../../renderer/desk/wall-time.ts'
import { addDays } from '../../../sync/contract/local-date.ts'

const press = (key: string, held: Partial<Parameters<typeof commandOf>[0]> = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
})

test('a cell that a spreadsheet would run becomes a text', () => {
  const csv = toCsv([['=1+1', '+49', '-5', '@SUM(A1)', '\t=1', ' =HYPERLINK("x")', 'Müller; Co', 'a"b', 3.5, -2]])
  assert.equal(csv, `\uFEFF'=1+1;'+49;'-5;'@SUM(A1);"'\t=1";"' =HYPERLINK(""x"")";"Müller; Co";"a""b";3,5;-2\r\n`)
})

for (const [line, query] of [
  ['7K3M-9QX2', { number: '7K3M-9QX2' }],
  ['7k3m 9qx2', { number: '7K3M-9QX2' }],
  ['7K3M-9QX2 4711', { number: '7K3M-9QX2', pin: '4711' }],
  ['https://stadt.example/b/7K3M-9QX2?k=abcdefghijklmnop', { number: '7K3M-9QX2' }],
  ['Müller', { name: 'Müller' }],
  ['Hamdache', { name: 'Hamdache' }],
  ['Hans-Dieter', { name: 'Hans-Dieter' }],
  ['Ray-Petra', { name: 'Ray-Petra' }],
  ['0261 1234567', { phone: '0261 1234567' }],
  ['+49 261 129-0', { phone: '+49 261 129-0' }],
  ['ada@example.org', { email: 'ada@example.org' }],
  ['24.11.2026', { day: '2026-11-24' }],
  ['31.02.2026', { phone: '31.02.2026' }],
  ['Müller, 4.1.27', { name: 'Müller', day: '2027-01-04' }],
  ['', {}],
] as const) {
  test(`"${line}" is read as ${JSON.stringify(query)}`, () => assert.deepEqual(readQuery(line), query))
}

test('a name that looks like a number is a name where no number is found', () => {
  assert.deepEqual(readQuery('Karl-Marx'), { number: 'KAR1-MARX' })
  assert.deepEqual(readQueryOtherwise('Karl-Marx'), { name: 'Karl-Marx' })
  for (const line of ['7K3M-9QX2', 'Hans-Dieter', 'Müller', '0261 1234567']) assert.equal(readQueryOtherwise(line), null)
})

test('a number before the word says for how many', () => {
  assert.deepEqual(readCount('2 Reisepass'), { count: 2, words: 'Reisepass' })
  assert.deepEqual(readCount('3x Pass'), { count: 3, words: 'Pass' })
  assert.deepEqual(readCount('Perso'), { count: 1, words: 'Perso' })
  assert.deepEqual(readCount('0 Pass'), { count: 1, words: 'Pass' })
})

test('every shortcut is one of its own, has a label, and is found by its key', () => {
  const names = { F: 'F', Ctrl: 'Strg', Alt: 'Alt', Enter: 'Eingabe', Escape: 'Esc' }
  const labels = SHORTCUTS.map(({ command }) => keyLabel(command, names))
  assert.equal(new Set(labels).size, SHORTCUTS.length)
  for (const { command, key, with: held } of SHORTCUTS) {
    assert.equal(commandOf(press(key, { ctrlKey: held === 'Ctrl', altKey: held === 'Alt' }), true), command)
    assert.notEqual(ariaKeys(command), '')
  }
  assert.equal(keyLabel('book', names), 'Strg+Eingabe')
})

test('a question mark is a letter where somebody writes, and AltGr writes its own', () => {
  assert.equal(commandOf(press('?', { shiftKey: true }), false), 'help')
  assert.equal(commandOf(press('?', { shiftKey: true }), true), null)
  assert.equal(commandOf(press('2', { altKey: true, ctrlKey: true }), true), null)
  assert.equal(commandOf(press('F2', { shiftKey: true }), true), null)
})

test('a wall time is an instant of its zone, in summer, in winter and when clocks change', () => {
  assert.equal(instantOf('2026-11-24', '09:10', 'Europe/Berlin'), '2026-11-24T08:10:00.000Z')
  assert.equal(instantOf('2026-07-01', '09:10', 'Europe/Berlin'), '2026-07-01T07:10:00.000Z')
  assert.equal(instantOf('2026-03-29', '08:00', 'Europe/Berlin'), '2026-03-29T06:00:00.000Z')
  assert.equal(instantOf('2026-10-25', '02:30', 'Europe/Berlin'), '2026-10-25T00:30:00.000Z')
  assert.equal(addDays('2026-02-28', 1), '2026-03-01')
})

test('a booking number is spelled as it is read out, in both languages', () => {
  assert.equal(spell('9C2F-XA0Y', 'de'), '9, Chemnitz, 2, Frankfurt – Xanten, Aachen, 0, Ypsilon')
  assert.equal(spell('9C2F-XA0Y', 'en'), '9, Charlie, 2, Foxtrot – X-ray, Alfa, 0, Yankee')
  for (const sign of '0123456789ABCDEFGHJKMNPQRSTVWXYZ')
    for (const language of ['de', 'en'] as const)
      assert.equal(spell(sign, language).length > 1, /[A-Z]/.test(sign), `${sign} in ${language}`)
})

test('a counter’s day is told in stretches: who is expected, here, missing or came by, what is kept and what is too much', () => {
  const at = (time: string) => `2026-11-24T${time}:00.000Z`
  const visit = (time: string, standing: 'accepted' | 'arrived' | 'missed' | 'cancelled', walkIn = false) =>
    ({ startsAt: at(time), ticks: 2, standing, counterGroupId: 'schalter', walkIn }) as const
  const tick = (time: string, capacity: number, taken: number) => ({ time, capacity, taken })
  const group = {
    counterGroupId: 'schalter',
    ticks: [tick('08:00', 2, 2), tick('08:05', 2, 2), tick('08:10', 2, 1), tick('09:00', 1, 2), tick('09:05', 1, 2)],
  }
  const visits = [
    visit('07:00', 'arrived'),
    visit('07:00', 'missed'),
    visit('08:00', 'accepted'),
    visit('08:00', 'arrived', true),
    visit('07:10', 'cancelled'),
    { ...visit('07:10', 'accepted'), counterGroupId: 'ausgabe' },
  ]
  assert.deepEqual(runsOf(group, visits, Date.parse(at('07:00'))), [
    { from: '08:00', until: '08:10', seats: ['arrived', 'missed'] },
    { from: '08:10', until: '08:15', seats: ['kept', 'free'] },
    { from: '09:00', until: '09:10', seats: ['walkIn', 'booked', 'over'] },
  ])
})

test('how far a clock is off is told in a unit that can be read', () => {
  const told = [0, -40, 90_000, -300_000, 8_000_000, 2_121_248_200].map((ms) => offsetInWords(ms, 'de').replace(/\s/g, ' '))
  assert.deepEqual(told, ['0 Sek.', '0 Sek.', '90 Sek.', '-5 Minuten', '2,2 Stunden', '24,6 Tage'])
})

test('what comes after a list of free slots begins with the rest of its last day', () => {
  const on = (...days: string[]) => laterFrom(days.map((day) => ({ day })))
  assert.equal(on('2026-11-23', '2026-11-24', '2026-11-24'), '2026-11-24', 'the list may end before that day does')
  assert.equal(on('2026-11-23', '2026-11-23'), '2026-11-24', 'a day that fills the list is not shown twice')
  assert.equal(on(), null)
})

test('a later day begins when the clocks of the town show midnight, not those of the computer', () => {
  const later = (instant: string) => isLaterDay(instant, { today: '2026-11-23', zone: 'Europe/Berlin' })
  assert.deepEqual(['2026-11-23T22:59:00Z', '2026-11-23T23:00:00Z'].map(later), [false, true])
})
