import type { Texts } from './de.ts'
import { assist } from './fr/assist.ts'
import { choosing } from './fr/choosing.ts'
import { ending } from './fr/ending.ts'
import { frame } from './fr/frame.ts'
import { person } from './fr/person.ts'
import { returning } from './fr/returning.ts'
import { speech } from './fr/speech.ts'
import { takeAlong } from './fr/take-along.ts'

export const fr: Texts = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }
