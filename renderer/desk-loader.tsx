import { useEffect, useState } from 'preact/hooks'
import type { DeskApp, DeskAppProps } from './desk/desk-app.tsx'

export type DeskPorts = DeskAppProps['ports']

/** The front desk's part of the page, loaded only where there is one: no lobby pays for it. */
export function DeskLoader(props: DeskAppProps) {
  const [Desk, setDesk] = useState<typeof DeskApp | null>(null)
  useEffect(() => {
    void import('./desk/desk-app.tsx').then((loaded) => setDesk(() => loaded.DeskApp))
  }, [])
  return Desk && <Desk {...props} />
}
