import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock } from 'node:test'

/** XState says on the console what would otherwise pass unseen, such as an action that does nothing: any word of it fails the test. */
export function failOnMachineWarnings(): void {
  beforeEach(() => {
    mock.method(console, 'warn', () => {})
    mock.method(console, 'error', () => {})
  })
  afterEach(() => {
    const said = [console.warn, console.error].flatMap((method) =>
      (method as typeof method & { mock: { calls: { arguments: unknown[] }[] } }).mock.calls.map((call) => call.arguments),
    )
    mock.restoreAll()
    assert.deepEqual(said, [], 'a machine warned on the console')
  })
}
