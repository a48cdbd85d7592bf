import { backup, restore } from './backup-commands.ts'
import { bookingFind } from './booking-commands.ts'
import { catalogImport, slots } from './catalog-commands.ts'
import type { Command, FileCommand } from './command.ts'
import { keysRotate } from './key-commands.ts'
import { kioskEnrol, kioskList, kioskReplace, kioskRevoke, kioskThaw, kioskWriteOff } from './kiosk-commands.ts'
import { bookingErase, bookingExport, bookingRectify, bookingRestrict, retentionRun } from './privacy-commands.ts'
import { kioskSettings } from './settings-command.ts'
import { staffAdd, staffChange, staffDisable, staffEnable, staffList, staffPassword } from './staff-commands.ts'

/** Everything that an operator can do at central. A new command is one file and one name here. */
export const COMMANDS: readonly (Command | FileCommand)[] = [
  catalogImport,
  slots,
  staffAdd,
  staffPassword,
  staffChange,
  staffDisable,
  staffEnable,
  staffList,
  kioskEnrol,
  kioskReplace,
  kioskList,
  kioskRevoke,
  kioskThaw,
  kioskWriteOff,
  kioskSettings,
  bookingFind,
  bookingExport,
  bookingErase,
  bookingRectify,
  bookingRestrict,
  retentionRun,
  keysRotate,
  backup,
  restore,
]
