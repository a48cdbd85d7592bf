import type { Settings } from '../settings.ts'
import type { MailConfig } from './mail-config.ts'

/**
 * The address that visitors' mails and alerts come from. Without a configured one: an address of the public host, or one
 * that can never be somebody's (RFC 2606), which relays refuse.
 */
export function senderOf({ from }: Pick<MailConfig, 'from'>, { publicUrl }: Pick<Settings, 'publicUrl'>): string {
  if (from !== undefined) return from
  const { hostname } = new URL(publicUrl)
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(hostname) ? `noreply@${hostname}` : 'noreply@foyer.invalid'
}
