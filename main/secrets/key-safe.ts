/** Something of this machine that keeps a secret better than a file's mode does: another user, or a copied disk, cannot open it. */
export type KeySafe = {
  /** What it is, for the file, for logs and for monitoring. */
  readonly name: string
  /** The sealed form of a short text. */
  readonly seal: (text: string) => Promise<Uint8Array>
  /** Rejects where this safe did not seal it. `stale`: seal it anew, the safe's own key has changed. */
  readonly open: (sealed: Uint8Array) => Promise<{ readonly text: string; readonly stale: boolean }>
}

/** `required` refuses to keep the device's key in a plain file. */
export type KeyProtection = 'auto' | 'required'
