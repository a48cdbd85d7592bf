import { createHash } from 'node:crypto'

/** A device's place among a hundred for staged releases, 0 to 99: the same for ever, and spread evenly over a fleet. */
export const placeAmongHundred = (publicKey: string): number =>
  createHash('sha256').update(`updates:${publicKey}`).digest().readUInt32BE(0) % 100
