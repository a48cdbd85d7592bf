import type { SafeStorage } from 'electron'
import type { KeySafe } from '../app.ts'

/** With these Electron would seal with a password that stands in its source, or does not know yet: that keeps nothing. */
const NO_SAFE: readonly string[] = ['basic_text', 'unknown']

/** The operating system's own store of secrets: DPAPI on Windows, the key ring on Linux; null where there is none. Call it once the app is ready. */
export async function systemSafe(
  safeStorage: Pick<
    SafeStorage,
    'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
  >,
  platform: string,
): Promise<KeySafe | null> {
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform === 'win32' ? 'dpapi' : 'keychain'
  if (NO_SAFE.includes(backend)) return null
  if (!(await safeStorage.isAsyncEncryptionAvailable().catch(() => false))) return null
  return {
    name: backend,
    seal: (text) => safeStorage.encryptStringAsync(text),
    open: async (sealed) => {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed))
      return { text: result, stale: shouldReEncrypt }
    },
  }
}
