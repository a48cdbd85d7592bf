/**
 * DLE DC4 8: empties the printer's own buffers. What a printer has taken of a slip that was given up lies there until there is
 * paper again, and would come out for the next visitor. Printers that do not know it pass over its control characters.
 */
export const FORGET_JOB = Uint8Array.of(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08)

/** What follows before a printer has emptied its buffers may go with them (Epson): so long it is given, where it cannot say so. */
export const FORGETTING_MS = 500
