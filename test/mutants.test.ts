import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { MUTANTS as ofStation } from './main/faults/mutants.ts'
import { MUTANTS as ofFleets } from './simulation/mutants.ts'
import { MUTANTS as ofCentral } from './sync/central/mutants.ts'

// Planting takes minutes, so it is done now and then (`npm run test:mutants`, `npm run simulate:mutants`); that a fault has
// lost its place is noticed by the change that moves it.

const patches = [...ofStation, ...ofCentral].flatMap(({ name, changes }) => changes.map((change) => ({ name, ...change })))
const all = [...patches, ...ofFleets.flatMap(({ name, patches: own }) => own.map((patch) => ({ name, ...patch })))]

test('every fault that can be planted still has its place in the program', () => {
  const lost = all.filter(({ file, from }) => !readFileSync(join(import.meta.dirname, '..', file), 'utf8').includes(from))
  assert.deepEqual(
    lost.map(({ name, file, from }) => `${name}: ${file} no longer holds ${from}`),
    [],
  )
})
