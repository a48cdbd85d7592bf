import { currentSettings, publishSettings } from '../fleet/town-settings.ts'
import { readJsonFile } from '../read-json-file.ts'
import type { Command } from './command.ts'

export const kioskSettings: Command = {
  words: 'kiosk settings',
  means: 'the settings of all terminals: shows them, or signs and gives out new ones',
  options: {
    file: { type: 'string', means: 'a JSON file with language, idle, speech: whatever is not in it is left to the devices' },
  },
  async run(given, { context, say }) {
    const file = given.text('file')
    if (file === undefined) {
      const current = await context.store.read(currentSettings)
      say(current === null ? 'none: every device has its own' : JSON.stringify(current))
      return true
    }
    const wanted = await readJsonFile(file)
    if (wanted.outcome === 'broken') {
      say(`${file}: ${wanted.reason}; nothing was changed`)
      return false
    }
    const published = await publishSettings(context, wanted.json)
    say(
      published.outcome === 'fault'
        ? `${file}: ${published.reason}; nothing was changed`
        : `version ${String(published.version)}${published.outcome === 'unchanged' ? ', unchanged' : ': terminals take it within a minute, at their start screens'}`,
    )
    return published.outcome !== 'fault'
  },
}
