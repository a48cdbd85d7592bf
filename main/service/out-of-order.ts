import { existsSync, rmSync } from 'node:fs'
import { replaceFile } from '../replace-file.ts'

/** Whether somebody has closed this terminal at its own service menu: it stays closed over a restart. */
export type OutOfOrder = { readonly closed: () => boolean; readonly set: (closed: boolean) => void }

export function outOfOrderAt(file: string): OutOfOrder {
  let closed = existsSync(file)
  return {
    closed: () => closed,
    set: (now) => {
      if (now) replaceFile(file, '')
      else rmSync(file, { force: true })
      closed = now
    },
  }
}
