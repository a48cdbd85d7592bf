import type { TownFile } from '../../sync/contract/catalogue.ts'
export const munichTown = async (): Promise<{ outcome: 'town'; town: TownFile } | { outcome: 'missing'; reason: string }> => ({
  outcome: 'missing',
  reason: 'x',
})
