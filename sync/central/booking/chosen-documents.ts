import type { Text } from '../../contract/language.ts'
import { cleaned } from '../../contract/person.ts'
import { documentsOf } from '../mail/mail-content.ts'
import { viewOf } from './booking-view.ts'
import { typedText } from '../texts/typed-text.ts'
import type { LoadedTown } from '../town/town-source.ts'
import type { BookingRow } from './booking-row.ts'

const MOST = 50

/**
 * The documents that the clerk has chosen; those that stand in the catalogue keep their translations. Null where nothing
 * was changed: then the catalogue's own list goes out, as it is by then.
 */
export function chosenDocuments(
  typed: readonly string[],
  booking: BookingRow,
  { town, nowMs }: { town: LoadedTown; nowMs: number },
): Text[] | null {
  const view = viewOf(booking, town, nowMs)
  if (!view) return null
  const known = documentsOf({ kind: 'accepted' }, view)
  const lines = typed
    .flatMap((line) => typedText(line).split('\n'))
    .filter((line) => line !== '')
    .slice(0, MOST)
  if (lines.length === known.length && lines.every((line, index) => line === cleaned(known[index]?.de ?? ''))) return null
  return lines.map((line) => known.find((document) => cleaned(document.de) === line) ?? { de: line })
}
