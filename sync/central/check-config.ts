import { BadConfig, parseServerFlags, readConfig } from './config.ts'

// Says in one line what is wrong with central's flags, variables and file, before anybody writes anything; exit 2 then.
try {
  readConfig(parseServerFlags(process.argv.slice(2)), process.env)
} catch (error) {
  if (!(error instanceof BadConfig)) throw error
  process.stderr.write(`foyer central: ${error.message}\n`)
  process.exitCode = 2
}
