import { useEffect, useState } from 'preact/hooks'
import type { ServiceMenu, ServiceMenuProps } from './service-menu/service-menu.tsx'

/** Fetches the service menu when it is asked for: a visitor's page does not carry it. */
export function ServiceLoader(props: ServiceMenuProps) {
  const [menu, setMenu] = useState<{ readonly Menu: typeof ServiceMenu } | null>(null)
  useEffect(() => {
    void import('./service-menu/service-menu.tsx').then(({ ServiceMenu: Menu }) => setMenu({ Menu }))
  }, [])
  return menu && <menu.Menu {...props} />
}
