import { join, resolve } from 'node:path'
import type { CentralConfig } from '../config.ts'
import { makeBackup, type Precious, restoreBackup } from '../store/backup.ts'
import type { FileCommand, FileRoom } from './command.ts'

const preciousOf = ({ dataDir, keyFile }: CentralConfig): Precious => ({
  database: join(dataDir, 'central', 'central.sqlite'),
  keyFile,
})

/** PostgreSQL has its own tools, which an operator knows how to run and to prove. */
function isPostgres({ config, say }: FileRoom): boolean {
  if (config.databaseUrl === null) return false
  say(`nothing was done: the database is PostgreSQL; use pg_dump or its archive, and keep ${config.keyFile} with it`)
  return true
}

export const backup: FileCommand = {
  words: 'backup',
  means: 'copy database and keys into a new folder, while central goes on working',
  options: { 'without-keys': { type: 'boolean', means: 'leave the keys out; they must then be kept elsewhere' } },
  operand: 'FOLDER',
  async runOnFiles(given, room) {
    if (isPostgres(room)) return false
    const withKeys = !given.flag('without-keys')
    const answer = await makeBackup(preciousOf(room.config), resolve(given.operand), room.nowMs, { withKeys })
    room.say(
      answer.outcome === 'refused' ? `nothing was done: ${answer.reason}` : `backed up and checked: ${answer.files.join(', ')}`,
    )
    return answer.outcome !== 'refused'
  },
}

export const restore: FileCommand = {
  words: 'restore',
  means: 'put a backup where central, stopped and without database, will start',
  options: {},
  operand: 'FOLDER',
  async runOnFiles(given, room) {
    if (isPostgres(room)) return false
    const answer = restoreBackup(resolve(given.operand), preciousOf(room.config))
    room.say(
      answer.outcome === 'refused' ? `nothing was done: ${answer.reason}` : `checked and restored: ${answer.files.join(', ')}`,
    )
    return answer.outcome !== 'refused'
  },
}
