import { BadConfig, parseServerFlags, readConfig } from './config.ts'

// Says, a line for each fault, what is wrong with central's flags, variables and file, before anybody writes anything; exit 2 then.
try {
  readConfig(parseServerFlags(process.argv.slice(2)), process.env)
} catch (error) {
  if (!(error instanceof BadConfig)) throw error
  for (const fault of error.faults) process.stderr.write(`foyer central: ${fault}\n`)
  process.exitCode = 2
}
