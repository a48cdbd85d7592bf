import { type KeyFile, makeAtRestKey, readKeyFile, writeKeyFile } from '../keys/key-file.ts'
import { keysInUse, resealAll } from '../keys/reseal.ts'
import { withNewTownKey } from '../keys/town-keys.ts'
import type { Command, CommandRoom } from './command.ts'

// A server reads the key file anew each minute; an hour on, none seals with an older key any more.
const SETTLED_MS = 3_600_000

export const keysRotate: Command = {
  words: 'keys rotate',
  means: 'make a new key for persons at rest and seal everything with it; servers go on working',
  options: {
    'take-along': {
      type: 'boolean',
      means: 'a new key for the codes that visitors take along instead; with --drop-old, codes on paper until now open no more',
    },
    'drop-old': { type: 'boolean', means: 'no new key: seal the rest with the first one and destroy the older ones' },
  },
  async run(given, room) {
    const { context, config, say } = room
    const file = readKeyFile(config.keyFile)
    if (!file) throw new Error(`the key file ${config.keyFile} is gone`)
    if (given.flag('take-along')) return renewTownKey(file, { drop: given.flag('drop-old') }, room)
    if (given.flag('drop-old')) return dropOld(file, room)
    const made = { ...makeAtRestKey(context.random), since: context.clock.nowMs() }
    // Written before anything is sealed with it: a record must never lie under a key that is nowhere kept.
    writeKeyFile(config.keyFile, { ...file, atRest: [made, ...file.atRest] }, context.random)
    context.keys.renew()
    say(`${made.keyId} is the key for persons at rest now; sealed anew: ${String(await resealAll(context))}`)
    say(
      `the older ${file.atRest.length === 1 ? 'key is' : 'keys are'} kept; in an hour, keys rotate --drop-old destroys what is no longer used`,
    )
    say('make a backup of the key file now')
    return true
  },
}

function renewTownKey(file: KeyFile, { drop }: { drop: boolean }, { context, config, say }: CommandRoom): boolean {
  const { random, clock, keys } = context
  writeKeyFile(config.keyFile, withNewTownKey(file, { random, nowMs: clock.nowMs(), drop }), random)
  keys.renew()
  say(`${keys.townKeys[0]?.keyId ?? ''} is the key for codes that visitors take along now; terminals fetch it within minutes`)
  say(drop ? 'codes made until now open nowhere any more' : 'codes made until now can still be read, each until its own last day')
  say('make a backup of the key file now')
  return true
}

async function dropOld(file: KeyFile, { context, config, say }: CommandRoom): Promise<boolean> {
  const [current, ...older] = file.atRest
  if (!current || older.length === 0) {
    say('there is only one key: nothing to drop')
    return true
  }
  if (context.clock.nowMs() - (current.since ?? 0) < SETTLED_MS) {
    say('nothing was dropped: a server may still be sealing with an older key; come back an hour after the rotation')
    return false
  }
  const sealed = await resealAll(context)
  const used = await keysInUse(context)
  const kept = older.filter(({ keyId }) => used.has(keyId))
  writeKeyFile(config.keyFile, { ...file, atRest: [current, ...kept] }, context.random)
  const dropped = older.filter(({ keyId }) => !used.has(keyId)).map(({ keyId }) => keyId)
  say(`sealed anew: ${String(sealed)}; destroyed: ${dropped.join(', ') || 'none'}`)
  return kept.length === 0
}
