import * as z from 'zod/mini'
import { canonicalJson } from '../../sync/contract/canonical-json.ts'
import { Base64, Instant } from '../../sync/contract/values.ts'
import { isSignedBy } from '../is-signed-by.ts'

const Version = z.string().check(z.regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/))
/** One packed program. `name` is a file beside the manifest: never a way out of its folder. */
const UpdateFile = z.object({
  platform: z.enum(['linux', 'win32', 'darwin']),
  arch: z.enum(['x64', 'arm64']),
  name: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/)),
  size: z.int().check(z.minimum(1)),
  /** Base64. */
  sha512: Base64,
})
export type UpdateFile = z.infer<typeof UpdateFile>

/** What a release says of itself. */
export const Manifest = z.object({
  product: z.literal('foyer'),
  version: Version,
  issuedAt: Instant,
  /** After it nobody takes this manifest any more: an old one cannot be kept and shown for ever. */
  expiresAt: Instant,
  /** How many of a hundred devices take it now; a device's place among them is its own and stays. */
  percent: z.int().check(z.minimum(0), z.maximum(100)),
  files: z.array(UpdateFile),
})
export type Manifest = z.infer<typeof Manifest>

/** `latest.json`: the manifest and an Ed25519 signature over `signedManifestText`. */
const SignedManifest = z.object({ manifest: Manifest, signature: Base64 })
export const signedManifestText = (manifest: Manifest): string => `foyer update manifest\n${canonicalJson(manifest)}`

export type Offered = {
  /** The public key of who may release (Ed25519, raw, base64), from the device's own settings. */
  readonly publicKey: string
  readonly current: string
  readonly platform: string
  readonly arch: string
  readonly nowMs: number
  /** When the newest manifest ever accepted here was issued; null for none. */
  readonly seenMs: number | null
  /** This device's place among a hundred, 0 to 99. */
  readonly place: number
  /** Versions that were tried here and given up. */
  readonly failed: readonly string[]
}

export type Judged =
  | { readonly outcome: 'update'; readonly version: string; readonly issuedMs: number; readonly file: UpdateFile }
  | { readonly outcome: 'nothing'; readonly why: 'current' | 'notYet' | 'notForThis' | 'failedBefore' }
  | {
      readonly outcome: 'refused'
      readonly why: 'malformed' | 'signature' | 'expired' | 'fromTheFuture' | 'replayed' | 'downgrade'
    }

const DAY_MS = 86_400_000
const refused = (why: Extract<Judged, { outcome: 'refused' }>['why']): Judged => ({ outcome: 'refused', why })
const nothing = (why: Extract<Judged, { outcome: 'nothing' }>['why']): Judged => ({ outcome: 'nothing', why })

/** What is to be done about what a server gave out as its newest manifest. The signature comes before anything else is believed. */
export function judgeManifest(text: string, offered: Offered): Judged {
  const read = SignedManifest.safeParse(parsed(text))
  if (!read.success) return refused('malformed')
  const { manifest, signature } = read.data
  if (!isSignedBy(offered.publicKey, Buffer.from(signedManifestText(manifest)), Buffer.from(signature, 'base64')))
    return refused('signature')
  const issuedMs = Date.parse(manifest.issuedAt)
  if (Date.parse(manifest.expiresAt) <= offered.nowMs) return refused('expired')
  // A clock may be a little off; a manifest of next week would make all others look replayed.
  if (issuedMs > offered.nowMs + DAY_MS) return refused('fromTheFuture')
  if (offered.seenMs !== null && issuedMs < offered.seenMs) return refused('replayed')
  const order = compareVersions(manifest.version, offered.current)
  if (order < 0) return refused('downgrade')
  if (order === 0) return nothing('current')
  if (offered.failed.includes(manifest.version)) return nothing('failedBefore')
  const file = manifest.files.find(({ platform, arch }) => platform === offered.platform && arch === offered.arch)
  if (file === undefined) return nothing('notForThis')
  return offered.place < manifest.percent ? { outcome: 'update', version: manifest.version, issuedMs, file } : nothing('notYet')
}

function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number))
  for (let part = 0; part < 3; part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
