import type { Texts } from './de.ts'
import { assist } from './de-simple/assist.ts'
import { choosing } from './de-simple/choosing.ts'
import { ending } from './de-simple/ending.ts'
import { frame } from './de-simple/frame.ts'
import { person } from './de-simple/person.ts'
import { returning } from './de-simple/returning.ts'
import { speech } from './de-simple/speech.ts'
import { takeAlong } from './de-simple/take-along.ts'

export const deSimple: Texts = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }
