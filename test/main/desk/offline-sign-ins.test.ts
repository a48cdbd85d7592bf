import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { createOfflineSignIns } from '../../../main/desk/offline-sign-ins.ts'
import type { Log } from '../../../main/ports.ts'

test('a disk that takes no more keeps nobody from leaving, and ends nothing once central is told', async () => {
  let kept: unknown = []
  let isFull = false
  const keep = {
    read: () => kept,
    write: (value: unknown) => {
      if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      kept = value
    },
  }
  const logged: string[] = []
  const log: Log = (_level, event, fields) => void logged.push(`${event} ${String(fields?.code)}`)
  const sent: number[] = []
  const send = async (signIns: readonly object[]) => {
    sent.push(signIns.length)
    return true
  }
  const signIns = createOfflineSignIns(keep, { send, nowMs: () => 0, random: { uuid: () => randomUUID() }, log })
  const kim = randomUUID()
  signIns.note(kim, 'cameIn')
  isFull = true
  signIns.note(kim, 'left')
  await signIns.tell()
  isFull = false
  // Told again, since nobody could note that it was told: central writes each down once.
  await signIns.tell()
  assert.deepEqual([sent, kept], [[1, 1], []])
  assert.deepEqual(logged, ['sign-ins not kept ENOSPC', 'sign-ins not kept ENOSPC'])
})
