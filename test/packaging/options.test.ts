import { deepEqual, equal, match } from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readOptions, TARGETS } from '../../main/packaging/options.ts'

const HOST = { platform: 'linux', arch: 'x64' }
const read = (...argv: string[]) => readOptions(argv, HOST)

describe('the options of npm run dist', () => {
  test('without any build what fits this machine, signed', () => {
    const answer = read()
    deepEqual(answer.outcome === 'options' && answer.options, {
      targets: ['deb', 'AppImage', 'tar.gz', 'central'],
      platform: 'linux',
      arch: 'x64',
      unsigned: false,
      standIn: false,
      build: true,
      out: 'dist/packages',
    })
  })

  test('--dir makes the packed folder alone', () => {
    const answer = read('--dir', '--stand-in', '--no-build')
    deepEqual(answer.outcome === 'options' && [answer.options.targets, answer.options.standIn, answer.options.build], [
      ['dir'],
      true,
      false,
    ])
  })

  test('name the flag and what it needs when a value is wrong', () => {
    for (const [argv, reason] of [
      [['--target', 'deb,rpm'], /--target rpm: needs one of dir/],
      [['--platform', 'beos'], /--platform beos/],
      [['--arch', 'ia32'], /--arch ia32: needs x64 or arm64/],
      [['--nonsense'], /--nonsense/],
    ] as const) {
      const answer = read(...argv)
      equal(answer.outcome, 'fault')
      match('message' in answer ? answer.message : '', reason)
    }
  })

  test('know each target by its name', () => {
    for (const target of TARGETS) equal(read('--target', target).outcome, 'options')
  })
})
