import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

/** The nine fuses as a kiosk needs them: nothing that turns the program into a general one. */
export const KIOSK_FUSES: Readonly<Record<keyof typeof FuseV1Options, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
}

/** Every fuse of a packed binary that is not as wanted, in words; empty when all are right. */
export async function fuseFaults(binary: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(binary)
  return Object.entries(KIOSK_FUSES).flatMap(([name, wanted]) => {
    const found = wire[FuseV1Options[name as keyof typeof FuseV1Options]]
    const right = wanted ? FuseState.ENABLE : FuseState.DISABLE
    return found === right
      ? []
      : [`fuse ${name} is ${found === undefined ? 'missing' : FuseState[found]}, wanted ${FuseState[right]}`]
  })
}
