import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, describe, it } from 'node:test'
import { contrast } from '../../../../sync/central/catalogue/contrast.ts'
import { offersTooLong, servicesNobodyOffers } from '../../../../sync/central/catalogue/doubts.ts'
import { faultsOf } from '../../../../sync/central/catalogue/validate-town.ts'
import { TownFile } from '../../../../sync/contract/catalogue.ts'

describe('checking a town file', () => {
  let town: TownFile
  before(async () => {
    town = TownFile.parse(JSON.parse(await readFile(new URL('../../../../assets/demo-town/town.json', import.meta.url), 'utf8')))
  })
  const broken = (change: (file: TownFile) => void): TownFile => {
    const file = structuredClone(town)
    change(file)
    return file
  }
  const first = <T>(list: T[]): T => {
    const [item] = list
    assert.ok(item)
    return item
  }

  const cases: readonly (readonly [string, (file: TownFile) => void, RegExp])[] = [
    ['an office without a name', (file) => (first(file.offices).name = { de: ' \u200b ' }), /^office buergeramt has no name$/],
    [
      'a name that reads otherwise than it is',
      (file) => (first(file.services).name.en = 'a\u202eb'),
      /^services\.0\.name\.en holds the character U\+202E/,
    ],
    ['an office that is there twice', (file) => file.offices.push(first(file.offices)), /^office buergeramt is there twice$/],
    ['a service that is there twice', (file) => file.services.push(first(file.services)), /^service \S+ is there twice$/],
    ['an offer that is there twice', (file) => file.offers.push(first(file.offers)), /^offer \S+ is there twice$/],
    [
      'a group of services that is there twice',
      (file) => file.serviceGroups.push(first(file.serviceGroups)),
      /^service group \S+ is there twice$/,
    ],
    [
      'a counter group that is there twice',
      (file) => first(file.offices).counterGroups.push(first(first(file.offices).counterGroups)),
      /^counter group of buergeramt schalter is there twice$/,
    ],
    [
      'a service in no group',
      (file) => (first(file.services).groupId = 'nowhere'),
      /service group nowhere, which does not exist/,
    ],
    [
      'an offer at no counter group',
      (file) => (first(file.offers).counterGroupId = 'nowhere'),
      /^offer \S+ points to counter group buergeramt\/nowhere/,
    ],
    [
      'an offer of no service',
      (file) => (first(file.offers).serviceId = 'nothing'),
      /^offer buergeramt\/nothing points to a service/,
    ],
    [
      'a combination with something not offered',
      (file) => (first(file.offers).combinableWith = ['wohngeld']),
      /combinable with wohngeld/,
    ],
    [
      'a link without an e-mail address',
      (file) => (first(file.offers).fields.email = 'optional'),
      /confirmed by a link but does not require an e-mail address/,
    ],
    ['an opening that ends before it begins', (file) => (first(file.openingRules).until = '07:00'), /ends before it begins/],
    ['an opening off the ticks', (file) => (first(file.openingRules).from = '08:03'), /does not lie on five minutes/],
    [
      'an opening of nobody',
      (file) => (first(file.openingRules).officeId = 'nobody'),
      /an opening rule points to counter group nobody/,
    ],
    ['an opening without a seat for visitors', (file) => (first(file.openingRules).seats = 1), /leaves no seat for visitors/],
    [
      'a closure that ends before it begins',
      (file) => (first(file.closures).lastDay = '2020-01-01'),
      /the closure of \S+ on \S+ ends before/,
    ],
    ['a closure without time', (file) => (first(file.closures).from = '12:00'), /has no time/],
    ['a closure of nobody', (file) => (first(file.closures).officeId = 'nobody'), /closure points to office nobody/],
    ['a zone that does not exist', (file) => (file.town.zone = 'Europe/Koblenz'), /zone Europe\/Koblenz is not known/],
    [
      'a consent of which no booking could keep the version',
      (file) => (file.town.consent.version = 'Datenschutzhinweise, Fassung vom 28. November 2026'),
      /version is longer than the 40 characters/,
    ],
    ['a consent without notice', (file) => (file.town.consent.notice = []), /consent has no notice/],
    ['an empty document', (file) => (file.town.documents.privacy.de = []), /document privacy is empty/],
    ['a theme too pale', (file) => (file.town.theme.accent = '#8899aa'), /contrast of 2\.\d\d, less than 4\.5/],
    ['a colour nobody can read', (file) => (file.town.theme.accent = 'blue; }'), /cannot be read as #rrggbb/],
  ]
  for (const [name, change, fault] of cases) {
    it(`names ${name}`, () => {
      const faults = faultsOf(broken(change))
      assert.ok(
        faults.some((line) => fault.test(line)),
        faults.join('\n'),
      )
    })
  }

  it('doubts offers that fit into no opening, and services that nobody offers', () => {
    assert.equal(offersTooLong(broken((file) => (first(file.offers).ticks = 200))).length, 1)
    assert.equal(servicesNobodyOffers(broken((file) => file.offers.shift())).length, 1)
  })

  it('measures contrast as WCAG does', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21)
    assert.equal(contrast('#ffffff', '#FFFFFF'), 1)
    assert.equal(contrast('#777777', '#ffffff')?.toFixed(2), '4.48')
    assert.equal(contrast('#fff', '#000000'), null)
  })
})
