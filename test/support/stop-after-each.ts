import { afterEach } from 'node:test'

type Started = { readonly stop: () => Promise<unknown> }

/** Within a suite: whatever the answer is given is stopped after the test that has started it, the newest first. */
export function stopAfterEach(): <Kit extends Started>(kit: Kit) => Kit {
  const running: Started[] = []
  afterEach(async () => {
    for (const kit of running.splice(0).toReversed()) await kit.stop()
  })
  return (kit) => {
    running.push(kit)
    return kit
  }
}
