import { timeLimit } from '../clock.ts'
import type { Clock } from '../ports.ts'
import type { ProviderSettings } from './provider-settings.ts'
import type { Provider } from './provider.ts'
import { createZmsProvider } from './zms/zms-provider.ts'
import { createZmsWire } from './zms/zms-wire.ts'

/** The provider that a town has configured, over this machine's network. */
export function openProvider({ url, timeoutMs }: ProviderSettings, clock: Clock): Provider {
  const ports = { fetch: globalThis.fetch, timeout: timeLimit }
  return createZmsProvider(createZmsWire({ baseUrl: url, timeoutMs }, ports), { now: () => clock.nowMs() })
}
