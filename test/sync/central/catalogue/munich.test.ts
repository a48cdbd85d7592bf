import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { importDldb } from '../../../../sync/central/catalogue/dldb-import.ts'
import { faultsOf } from '../../../../sync/central/catalogue/validate-town.ts'
import { TownFile } from '../../../../sync/contract/catalogue.ts'
import { munichDirectory } from '../../../support/munich.ts'

const directory = munichDirectory()
const skip = directory.outcome === 'missing' && directory.reason

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
const read = (name: 'services' | 'locations') => {
  assert.equal(directory.outcome, 'found')
  return JSON.parse(readFileSync(directory[name], 'utf8')) as { data: Json[] }
}

describe('Munich’s directory of services', { skip }, () => {
  it('is taken whole: 287 services, 109 offices, 526 offers', () => {
    const outcome = importDldb({ services: read('services'), locations: read('locations') }, null, {
      townName: 'München',
      land: 'BY',
    })
    assert.equal(outcome.outcome, 'imported')
    const { file, report } = outcome
    assert.deepEqual([file.services.length, file.offices.length, file.offers.length], [287, 109, 526])
    assert.deepEqual([report.services.read, report.offices.read, report.offers.read], [287, 109, 526])
    assert.equal(report.remarks.filter(({ kind }) => kind === 'service').length, 6)
    assert.deepEqual(
      ['service', 'offer'].map((kind) => report.notPublic.filter((remark) => remark.kind === kind).length),
      [125, 25],
    )
    assert.deepEqual(faultsOf(TownFile.parse(structuredClone(file))), [])
    assert.doesNotMatch(JSON.stringify(file.services), /<\/?(?:p|ul|li|a|br|strong|script)\b/)
    const again = importDldb({ services: read('services'), locations: read('locations') }, file, {})
    assert.equal(again.outcome, 'imported')
    assert.deepEqual(again.file, file)
    assert.deepEqual(
      [again.report.services.unchanged, again.report.offices.unchanged, again.report.offers.unchanged],
      [287, 109, 526],
    )
  })

  it('may be broken anywhere: what is left makes a town without faults, and every record is counted', () => {
    const services = read('services').data.slice(0, 12)
    const ids = new Set(services.map((service) => (isObject(service) ? service['id'] : '')))
    const locations = read('locations').data.flatMap((location) => {
      if (!isObject(location) || !Array.isArray(location['services'])) return []
      const some = location['services'].filter((relation) => isObject(relation) && ids.has(relation['service'] ?? null))
      return some.length > 0 ? [{ ...location, services: some }] : []
    })
    const whole = importDldb({ services: { data: services }, locations: { data: locations } }, null, {})
    assert.equal(whole.outcome, 'imported')
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 12 }), (mutations) => {
        const source = mutations.reduce<Json>((value, change) => mutate(value, change), {
          services: { data: services },
          locations: { data: locations },
        })
        const { services: brokenServices = null, locations: brokenLocations = null } = isObject(source) ? source : {}
        const outcome = importDldb({ services: brokenServices, locations: brokenLocations }, null, {})
        if (outcome.outcome === 'broken') return assert.notEqual(outcome.reason, '')
        const { file, report } = outcome
        assert.deepEqual(faultsOf(TownFile.parse(structuredClone(file))), [])
        const refused = report.services.refused + report.offices.refused + report.offers.refused
        assert.equal(report.refused.length, refused)
        const over = importDldb({ services: brokenServices, locations: brokenLocations }, whole.file, {})
        assert.equal(over.outcome, 'imported')
        assert.deepEqual(faultsOf(TownFile.parse(structuredClone(over.file))), [])
        const again = importDldb({ services: brokenServices, locations: brokenLocations }, over.file, {})
        assert.deepEqual(again.outcome === 'imported' && again.file, over.file)
      }),
      { numRuns: 60 },
    )
  })
})

type Mutation = { readonly path: readonly number[]; readonly value: Json | undefined }
const mutation: fc.Arbitrary<Mutation> = fc.record({
  path: fc.array(fc.nat(30), { minLength: 2, maxLength: 6 }),
  value: fc.constantFrom<Json | undefined>(
    undefined,
    null,
    false,
    true,
    -1,
    1e9,
    0.5,
    '',
    'NaN',
    '<script>x</script>',
    '\u202E',
    'x'.repeat(30_000),
    [],
    {},
    ['1'],
    { id: '1' },
  ),
})

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Walks down by the numbers, each choosing a member, and puts the value there; `undefined` takes the member away. */
function mutate(tree: Json, { path: [step = 0, ...rest], value }: Mutation): Json {
  if (Array.isArray(tree) && tree.length > 0) {
    const index = step % tree.length
    if (rest.length === 0 && value === undefined) return tree.filter((_, at) => at !== index)
    return tree.map((member, at) =>
      at === index ? (rest.length === 0 ? (value ?? null) : mutate(member, { path: rest, value })) : member,
    )
  }
  if (!isObject(tree) || Object.keys(tree).length === 0) return tree
  const keys = Object.keys(tree)
  const key = keys[step % keys.length] ?? ''
  if (rest.length > 0) return { ...tree, [key]: mutate(tree[key] ?? null, { path: rest, value }) }
  return value === undefined
    ? Object.fromEntries(Object.entries(tree).filter(([name]) => name !== key))
    : { ...tree, [key]: value }
}
