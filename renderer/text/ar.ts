import { assist } from './ar/assist.ts'
import { choosing } from './ar/choosing.ts'
import { ending } from './ar/ending.ts'
import { frame } from './ar/frame.ts'
import { person } from './ar/person.ts'
import { returning } from './ar/returning.ts'
import { speech } from './ar/speech.ts'
import { takeAlong } from './ar/take-along.ts'
import type { Texts } from './de.ts'

export const ar: Texts = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }
