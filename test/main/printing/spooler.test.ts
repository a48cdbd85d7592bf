import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { systemClock } from '../../../main/clock.ts'
import { FORGET_JOB } from '../../../main/printing/forget-job.ts'
import type { Clock } from '../../../main/ports.ts'
import { createSpoolerPrinter } from '../../../main/printing/spooler.ts'

const NEVER = new AbortController().signal
const PATIENCE = { program: 5_000, job: 500 }
const POSIX = { skip: process.platform === 'win32' ? 'CUPS is not on Windows' : false }

/** Stand-ins for CUPS' programs that keep their queue in files. */
function cups({ leftover = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-spooler-'))
  const script = (name: string, lines: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\ncd '${folder}'\n${lines}\n`, { mode: 0o755 })
    return join(folder, name)
  }
  const programs = {
    lp: script(
      'lp',
      `echo "$LC_ALL $*" >lp.args; cat >job.bin; cat job.bin >>given.bin; echo "foyer-7 $(id -un) 1024 today" >>queue
       [ -e hanging ] && exec sleep 60; echo "request id is foyer-7 (1 file(s))"`,
    ),
    lpstat: script(
      'lpstat',
      // As CUPS does: without -l it says nothing of the reasons.
      `case "$*" in "-l -p foyer") cat state;; "-p foyer") head -n 1 state;;
       -o*) cat queue 2>/dev/null; [ -e stuck ] || rm -f queue;; esac; exit 0`,
    ),
    cancel: script(
      'cancel',
      '[ -e deaf ] && exit 1; echo "$@" >cancelled; for id in "$@"; do sed -i "/^$id /d" queue; done; [ -s queue ] || rm -f queue; rm -f stuck',
    ),
  }
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const remove = (name: string) => rmSync(join(folder, name), { force: true })
  put('state', 'printer foyer is idle.  enabled since now')
  const kept = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : null)
  // The patience with a program ends where one hangs, and with none that is only slow on a busy machine.
  const whenHanging = (call: () => void) => {
    const looking = setInterval(() => kept('hanging') && String(kept('queue')).includes('foyer-7') && call(), 20)
    return () => clearInterval(looking)
  }
  const after: Clock['after'] = (ms, call) => (ms === PATIENCE.program ? whenHanging(call) : systemClock.after(ms, call))
  const printer = createSpoolerPrinter({ ...systemClock, after }, 'foyer', { leftover, programs, patience: PATIENCE })
  return { put, remove, kept, printer }
}

test('a job goes unfiltered into the queue and counts as printed when it has left it', POSIX, async () => {
  const { printer, kept } = cups()
  const bytes = Buffer.from([0x1b, 0x40, 0x00, 0xff, 0x0a])
  assert.deepEqual(await printer.print({ jobId: 'job-1', bytes }, NEVER), { outcome: 'printed' })
  assert.deepEqual(kept('job.bin'), bytes)
  assert.equal(String(kept('lp.args')).trim(), 'C -d foyer -o raw -t job-1')
})

test('a job that stays in the queue is taken back, so that it does not come out later', POSIX, async () => {
  const { printer, put, kept } = cups()
  put('stuck', '')
  assert.deepEqual(await printer.print({ jobId: 'job-1', bytes: Buffer.from('x') }, NEVER), {
    outcome: 'maybePrinted',
    reason: 'silent',
  })
  assert.equal(String(kept('cancelled')).trim(), 'foyer-7')
})

test('the printer is told to forget what it took of such a job, before the next one', POSIX, async () => {
  const { printer, put, kept } = cups()
  put('stuck', '')
  await printer.print({ jobId: 'job-1', bytes: Buffer.from('first') }, NEVER)
  for (const next of ['second', 'third']) {
    assert.deepEqual(await printer.print({ jobId: next, bytes: Buffer.from(next) }, NEVER), { outcome: 'printed' })
  }
  assert.deepEqual(kept('given.bin'), Buffer.concat([Buffer.from('first'), FORGET_JOB, Buffer.from('secondthird')]))
})

test('a job that lp has handed over without coming back is looked for and taken back', POSIX, async () => {
  const { printer, put, remove, kept } = cups()
  put('queue', 'foyer-3 somebody 1024 today\n')
  for (const name of ['hanging', 'stuck', 'deaf']) put(name, '')
  assert.deepEqual(await printer.print({ jobId: 'job-1', bytes: Buffer.from('Ada') }, NEVER), {
    outcome: 'maybePrinted',
    reason: 'silent',
  })
  assert.match(String(kept('queue')), /foyer-7/, 'CUPS would not give it back')
  remove('hanging')
  assert.deepEqual(await printer.print({ jobId: 'job-2', bytes: Buffer.from('Ben') }, NEVER), {
    outcome: 'failed',
    reason: 'silent',
  })
  assert.equal(String(kept('given.bin')), 'Ada', 'nothing is put behind a job that may still come out')
  remove('deaf')
  assert.deepEqual(await printer.print({ jobId: 'job-2', bytes: Buffer.from('Ben') }, NEVER), { outcome: 'printed' })
  assert.equal(String(kept('cancelled')).trim(), 'foyer-7')
})

test('what a killed station left in the queue is taken back at the next start, and forgotten by the printer', POSIX, async () => {
  const { printer, put, remove, kept } = cups({ leftover: true })
  put('queue', `foyer-3 somebody 1024 today\nfoyer-5 ${userInfo().username} 1024 today\n`)
  for (const name of ['stuck', 'deaf']) put(name, '')
  put('state', 'printer foyer disabled since now -\n\treason unknown')
  assert.deepEqual(await printer.status(), { trouble: 'offline', nearEnd: false })
  assert.match(String(kept('queue')), /foyer-5/, 'CUPS would not give it back')
  remove('deaf')
  await printer.status()
  assert.equal(String(kept('cancelled')).trim(), 'foyer-5', 'before the printer is on again, and nobody else’s')
  put('state', 'printer foyer is idle.  enabled since now')
  for (const slip of ['first', 'second'])
    assert.deepEqual(await printer.print({ jobId: slip, bytes: Buffer.from(slip) }, NEVER), { outcome: 'printed' })
  assert.deepEqual(kept('given.bin'), Buffer.concat([FORGET_JOB, Buffer.from('firstsecond')]))
})

test('a queue that says why it stands still gets no job', POSIX, async () => {
  const { printer, put, kept } = cups()
  for (const [state, reason] of [
    ['printer foyer disabled since now', 'offline'],
    ['printer foyer is idle.\n\tAlerts: media-empty-error', 'paperOut'],
    ['printer foyer is idle.\n\tAlerts: cover-open', 'coverOpen'],
    ['printer foyer is idle.\n\tAlerts: media-jam', 'jammed'],
  ] as const) {
    put('state', state)
    assert.deepEqual(await printer.print({ jobId: 'job', bytes: Buffer.from('x') }, NEVER), { outcome: 'failed', reason })
  }
  put('state', 'printer foyer is idle.\n\tDescription: where paper jammed\n\tAlerts: media-low-warning')
  assert.deepEqual(await printer.status(), { trouble: null, nearEnd: true })
  assert.equal(kept('job.bin'), null)
})

test('a machine without a spooler has no printer', POSIX, async () => {
  const missing = { lp: '/no/lp', lpstat: '/no/lpstat', cancel: '/no/cancel' }
  const printer = createSpoolerPrinter(systemClock, 'foyer', { leftover: true, programs: missing })
  assert.deepEqual(await printer.status(), { trouble: 'offline', nearEnd: false })
  assert.deepEqual(await printer.print({ jobId: 'job', bytes: Buffer.from('x') }, NEVER), {
    outcome: 'failed',
    reason: 'offline',
  })
})
