import { userInfo } from 'node:os'

/** Why the system would not open a file, in its own short word; where it is a matter of rights, whose: as root the tool has become the server's user. */
export function systemWord(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return code === 'EACCES' || code === 'EPERM' ? `${code}, the user ${userInfo().username} may not` : code
}

/** One line for a file or folder that the system would not give; null for any other fault, which is the program's own. */
export function fileFault(error: unknown): string | null {
  if (!(error instanceof Error && 'syscall' in error && 'path' in error)) return null
  return `${String(error.path)}: cannot be read or written (${systemWord(error)})`
}
