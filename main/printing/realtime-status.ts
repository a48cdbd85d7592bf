import type { PrinterStatus } from './transport.ts'

/** DLE EOT n: printer, cause of being offline, error, paper sensor. Answered at once, also with a full buffer or an open cover. */
export const STATUS_REQUESTS = [1, 2, 3, 4] as const
export type StatusRequest = (typeof STATUS_REQUESTS)[number]
export type StatusBytes = Readonly<Record<StatusRequest, number>>

export const statusRequest = (n: StatusRequest): Uint8Array => Uint8Array.of(0x10, 0x04, n)

/** Bits 1 and 4 of an answer are always set, 0 and 7 never: anything else is not an answer to DLE EOT. */
export const isStatusByte = (byte: number): boolean => (byte & 0x93) === 0x12

/**
 * What the four answers mean, worst first. Paper and cover come before "offline" and "error", because a printer without
 * paper says all three and only the cause helps the visitor.
 */
export function readStatus(bytes: StatusBytes): PrinterStatus {
  const nearEnd = (bytes[4] & 0x0c) !== 0
  const trouble = (() => {
    if ((bytes[2] & 0x04) !== 0) return 'coverOpen'
    if ((bytes[4] & 0x60) !== 0 || (bytes[2] & 0x20) !== 0) return 'paperOut'
    if ((bytes[3] & 0x68) !== 0 || (bytes[2] & 0x40) !== 0) return 'jammed'
    if ((bytes[1] & 0x08) !== 0) return 'offline'
    return null
  })()
  return { trouble, nearEnd }
}
