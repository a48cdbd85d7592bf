import type { DeskHome } from '../../main/bridge/contract-desk.ts'
import type { Line } from './booking-list.tsx'

/** What a booking's services ask to bring, each once, as staff read it. */
export const usualDocuments = ({ services }: Pick<DeskHome, 'services'>, wanted: Line['services']): string[] => [
  ...new Set(wanted.flatMap(({ serviceId }) => services.find(({ id }) => id === serviceId)?.documents.map(({ de }) => de) ?? [])),
]
