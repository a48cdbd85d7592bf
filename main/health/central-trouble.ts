/** Why a request to central failed, as far as the operator can do something about it. */
export const TROUBLES = [
  'certificateExpired',
  'certificateUntrusted',
  'certificateOfOther',
  'clockOff',
  'revoked',
  'notEnrolled',
  'codeRefused',
  'catalogueUnsigned',
] as const
export type CentralTrouble = (typeof TROUBLES)[number]

// Names of OpenSSL's verdicts as Node gives them (X509_V_ERR_…), and of its own check of the host's name.
const BY_CODE: Readonly<Record<string, CentralTrouble>> = {
  CERT_HAS_EXPIRED: 'certificateExpired',
  // From a device whose clock is behind, every new certificate looks like this.
  CERT_NOT_YET_VALID: 'clockOff',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateUntrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateUntrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateUntrusted',
  CERT_REVOKED: 'certificateUntrusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateOfOther',
}

/** The trouble behind an error of fetch; null where the network is simply away. */
export function troubleOf(error: unknown): CentralTrouble | null {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return BY_CODE[code] ?? null
}

/** The trouble behind a refusal's code (a problem's type, or a name of our own). */
export function troubleOfRefusal(code: string): CentralTrouble | null {
  if (code.endsWith('clockSkew')) return 'clockOff'
  if (code.endsWith('revoked')) return 'revoked'
  if (code === 'enrolmentCodeRefused') return 'codeRefused'
  return code === 'notEnrolled' || code.endsWith('unsigned') ? 'notEnrolled' : null
}
