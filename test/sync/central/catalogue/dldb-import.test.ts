import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { importDldb, type DldbOutcome } from '../../../../sync/central/catalogue/dldb-import.ts'
import { reportLines } from '../../../../sync/central/catalogue/import-report.ts'
import { faultsOf } from '../../../../sync/central/catalogue/validate-town.ts'
import type { TownFile } from '../../../../sync/contract/catalogue.ts'

const service = (id: string, more: object = {}) => ({
  id,
  name: `Anliegen ${id}`,
  description: '<p>Text</p>',
  meta: { keywords: 'Ausweis, Perso' },
  leika: null,
  maxQuantity: 3,
  combinable: [1, 2],
  ...more,
})
const relation = (id: string, more: object = {}) => ({ service: id, appointment: { slots: '2', allowed: true }, ...more })
const location = (id: string, more: object = {}) => ({
  id,
  name: `Amt ${id} (A-1)`,
  displayName: `Amt ${id}`,
  organization: 'Stadt Musterstadt',
  organizationUnit: 'Ordnung',
  address: { street: 'Markt', house_number: '1', postal_code: '56068', city: 'Musterstadt', hint: false },
  contact: { email: '', phone: '0123 45' },
  slotTimeInMinutes: 10,
  services: [relation('1'), relation('2')],
  ...more,
})
const source = (services: unknown[], locations: unknown[]) => ({ services: { data: services }, locations: { data: locations } })
const taken = (outcome: DldbOutcome) => {
  assert.equal(outcome.outcome, 'imported')
  return outcome
}

describe('importing a directory of services', () => {
  it('makes a town without faults of it, with the hours that it assumes', () => {
    const { file, report } = taken(importDldb(source([service('1'), service('2')], [location('10')]), null, { seats: 4 }))
    assert.deepEqual(faultsOf(file), [])
    assert.equal(file.town.name.de, 'Stadt Musterstadt')
    assert.equal(file.town.land, 'RP')
    assert.equal(file.offers[0]?.ticks, 4)
    assert.equal(file.offers[0]?.maxCount, 3)
    assert.deepEqual(file.offers[0]?.combinableWith, ['2'])
    assert.equal(file.offices[0]?.counterGroups[0]?.gridTicks, 2)
    assert.ok(file.openingRules.every(({ seats }) => seats === 4))
    assert.match(report.assumed.join(), /opening hours of 1 offices/)
  })

  it('takes what it can, and names what it cannot with the reason', () => {
    const services = [
      service('1'),
      service('1'),
      service('2', { name: false }),
      service('3', { name: '<b> </b>' }),
      service('bad id!'),
      null,
      7,
    ]
    const locations = [
      location('10', {
        services: [relation('1'), relation('1'), relation('9'), relation('1', { appointment: { slots: '0' } }), 'x'],
      }),
      location('11', { slotTimeInMinutes: 0 }),
      location('12', { displayName: false, name: '' }),
      location('10'),
    ]
    const { file, report } = taken(importDldb(source(services, locations), null, {}))
    assert.deepEqual(
      file.services.map(({ id }) => id),
      ['1'],
    )
    assert.deepEqual(report.services, { read: 7, taken: 1, refused: 6, unchanged: 0 })
    assert.deepEqual(report.offices, { read: 4, taken: 1, refused: 3, unchanged: 0 })
    assert.deepEqual(report.offers, { read: 5, taken: 1, refused: 4, unchanged: 0 })
    assert.equal(report.refused.length, 13)
    assert.ok(report.refused.every(({ reason }) => reason !== ''))
    assert.ok(reportLines(report).some((line) => line.includes('service 1 "Anliegen 1": its id is there twice')))
  })

  it('names services that nobody offers, and keeps them', () => {
    const { file, report } = taken(importDldb(source([service('1'), service('5')], [location('10')]), null, {}))
    assert.equal(file.services.length, 2)
    assert.deepEqual(
      report.remarks.map(({ id }) => id),
      ['5'],
    )
  })

  it('names what the directory marks as not public, and leaves it out where that is wished', () => {
    const services = [service('1'), service('2', { public: false }), service('3')]
    const offers = [relation('1'), relation('2'), relation('3', { public: false })]
    const files = source(services, [location('10', { services: offers })])
    const whole = taken(importDldb(files, null, {}))
    assert.deepEqual([whole.file.services.length, whole.file.offers.length, whole.report.refused], [3, 3, []])
    assert.deepEqual(
      whole.report.notPublic.map(({ kind, id }) => `${kind} ${id}`),
      ['service 2', 'offer 10/3'],
    )
    assert.ok(
      reportLines(whole.report).includes(
        'note: service 2 "Anliegen 2": the directory marks it as not public; taken all the same',
      ),
    )

    const { file, report } = taken(importDldb(files, whole.file, { publicOnly: true }))
    assert.deepEqual([file.services.map(({ id }) => id), file.offers.map(({ serviceId }) => serviceId)], [['1', '3'], ['1']])
    assert.deepEqual(
      report.refused.map(({ kind, id, reason }) => `${kind} ${id}: ${reason}`),
      [
        'service 2: the directory marks it as not public',
        'offer 10/2: its service was not taken or does not exist',
        'offer 10/3: the directory marks it as not public',
      ],
    )
    assert.deepEqual([report.notPublic, report.removed.length], [[], 3])
    assert.deepEqual(faultsOf(file), [])
  })

  it('changes nothing the second time, and keeps what an operator has entered', () => {
    const files = source([service('1'), service('2')], [location('10')])
    const first = taken(importDldb(files, null, {})).file
    const second = taken(importDldb(files, first, {}))
    assert.deepEqual(second.file, first)
    assert.deepEqual(second.report.offers, { read: 2, taken: 2, refused: 0, unchanged: 2 })
    assert.equal(second.report.removed.length, 0)

    const edited = structuredClone(first)
    edited.town.documents.imprint.de = [{ paragraphs: ['Unser Impressum'] }]
    edited.openingRules = [{ officeId: '10', counterGroupId: 'schalter', weekdays: [2], from: '09:00', until: '11:00', seats: 1 }]
    edited.offers = edited.offers.map((offer) => ({ ...offer, review: 'automatic' }))
    assert.deepEqual(taken(importDldb(files, edited, {})).file, edited)
  })

  it('keeps what was there of a record that it must refuse now, and says so', () => {
    const locations = (one: object, other: object) => [location('10', one), location('11', other)]
    const first = taken(importDldb(source([service('1'), service('2')], locations({}, {})), null, {})).file
    const lines = (outcome: DldbOutcome) => reportLines(taken(outcome).report).filter((line) => line.startsWith('refused'))
    const sorted = ({ services, offices, offers, openingRules }: TownFile) =>
      [services, offices, offers, openingRules].map((records) => records.map((record) => JSON.stringify(record)).toSorted())

    const badOffice = importDldb(source([service('1'), service('2')], locations({ slotTimeInMinutes: null }, {})), first, {})
    assert.deepEqual(sorted(taken(badOffice).file), sorted(first))
    assert.deepEqual(lines(badOffice), [
      'refused: office 10 "Amt 10 (A-1)": slotTimeInMinutes is not between 1 and 480; kept as it was',
    ])

    const badService = importDldb(source([service('1'), service('2', { name: null })], locations({}, {})), first, {})
    assert.deepEqual(
      [taken(badService).file.services, taken(badService).file.offers.length, taken(badService).report.removed.length],
      [first.services, 4, 0],
    )
    assert.match(lines(badService)[0] ?? '', /^refused: service 2 .*; kept as it was$/)

    const badOffer = { services: [relation('1', { appointment: { slots: 'many' } }), relation('2')] }
    const refused = importDldb(source([service('1'), service('2')], locations(badOffer, {})), first, {})
    assert.deepEqual(sorted(taken(refused).file), sorted(first))
    assert.match(lines(refused)[0] ?? '', /^refused: offer 10\/1 .*; kept as it was$/)
    assert.deepEqual(taken(refused).report.offers, { read: 4, taken: 3, refused: 1, unchanged: 3 })
  })

  it('names what the directory no longer has', () => {
    const first = taken(importDldb(source([service('1'), service('2')], [location('10'), location('11')]), null, {})).file
    const { report } = taken(importDldb(source([service('1')], [location('10', { services: [relation('1')] })]), first, {}))
    assert.deepEqual(
      reportLines(report).filter((line) => line.startsWith('removed')),
      [
        'removed: 5',
        'removed: service 2 "Anliegen 2"',
        'removed: office 11 "Amt 11"',
        'removed: offer 10/2 "Anliegen 2"',
        'removed: offer 11/1 "Anliegen 1"',
        'removed: offer 11/2 "Anliegen 2"',
      ],
    )
  })

  it('keeps nothing that the directory withdraws, nor what hangs on it', () => {
    const first = taken(importDldb(source([service('1'), service('2')], [location('10'), location('11')]), null, {})).file
    const closed = { services: [relation('1'), relation('2', { appointment: { slots: '2', allowed: false } })] }
    const withdrawn = taken(importDldb(source([service('1'), service('2')], [location('10', closed), location('11')]), first, {}))
    assert.deepEqual([withdrawn.file.offers.length, withdrawn.report.removed.length], [3, 1])
    const torn = { services: [relation('1'), { service: '2' }] }
    const gone = taken(importDldb(source([service('1')], [location('10', torn), location('11', { name: null })]), first, {}))
    assert.deepEqual(faultsOf(gone.file), [])
    assert.deepEqual(
      gone.file.offers.map(({ officeId, serviceId }) => `${officeId}/${serviceId}`),
      ['10/1', '11/1'],
    )
  })

  it('takes nothing of the demonstration into a real town', () => {
    const files = source([service('1'), service('2')], [location('10')])
    const demo = structuredClone(taken(importDldb(files, null, { townName: 'Demostadt' })).file)
    demo.town.demonstration = true
    const { file } = taken(importDldb(files, demo, {}))
    assert.equal(file.town.demonstration, false)
    assert.equal(file.town.name.de, 'Stadt Musterstadt')
  })

  it('takes name and Land from the options', () => {
    const { file } = taken(importDldb(source([service('1')], [location('10')]), null, { townName: 'Über & Aus', land: 'BY' }))
    assert.deepEqual([file.town.name.de, file.town.land, file.town.id], ['Über & Aus', 'BY', 'ueber-aus'])
  })

  it('refuses a source of which nothing can be used', () => {
    assert.equal(importDldb({ services: [], locations: {} }, null, {}).outcome, 'broken')
    assert.equal(importDldb(source([service('1')], [null]), null, {}).outcome, 'broken')
    assert.equal(importDldb(source([], []), null, {}).outcome, 'broken')
  })

  it('lets no name steer the terminal that shows the report', () => {
    const steering = '2\u001B[2J\n'
    const offers = [relation('1'), relation(steering)]
    const files = source([service('1'), { id: steering, name: steering }], [location('10', { services: offers })])
    const { report } = taken(importDldb(files, null, {}))
    assert.equal(report.refused.length, 2)
    assert.ok(reportLines(report).every((line) => !/[\u0000-\u001F]/.test(line)))
  })
})
