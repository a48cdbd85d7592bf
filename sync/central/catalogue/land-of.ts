import type * as z from 'zod/mini'
import type { Land as LandSchema } from '../../contract/catalogue.ts'

type Land = z.infer<typeof LandSchema>

// The first two digits of a postal code follow the post's regions, which cross some borders: good enough for a guess
// that is reported, not for more.
const REGIONS: readonly (readonly [from: number, until: number, land: Land])[] = [
  [1, 2, 'SN'],
  [3, 3, 'BB'],
  [4, 4, 'SN'],
  [6, 6, 'ST'],
  [7, 7, 'TH'],
  [8, 9, 'SN'],
  [10, 13, 'BE'],
  [14, 16, 'BB'],
  [17, 19, 'MV'],
  [20, 22, 'HH'],
  [23, 25, 'SH'],
  [26, 27, 'NI'],
  [28, 28, 'HB'],
  [29, 31, 'NI'],
  [32, 33, 'NW'],
  [34, 36, 'HE'],
  [37, 38, 'NI'],
  [39, 39, 'ST'],
  [40, 48, 'NW'],
  [49, 49, 'NI'],
  [50, 53, 'NW'],
  [54, 56, 'RP'],
  [57, 59, 'NW'],
  [60, 65, 'HE'],
  [66, 66, 'SL'],
  [67, 67, 'RP'],
  [68, 79, 'BW'],
  [80, 87, 'BY'],
  [88, 89, 'BW'],
  [90, 97, 'BY'],
  [98, 99, 'TH'],
]

/** The Land that a postal code most likely lies in; null for what is no German postal code. */
export function landOf(postalCode: string): Land | null {
  if (!/^\d{5}$/.test(postalCode)) return null
  const region = Number(postalCode.slice(0, 2))
  return REGIONS.find(([from, until]) => region >= from && region <= until)?.[2] ?? null
}
