import type { Texts } from './de.ts'
import { assist } from './ro/assist.ts'
import { choosing } from './ro/choosing.ts'
import { ending } from './ro/ending.ts'
import { frame } from './ro/frame.ts'
import { person } from './ro/person.ts'
import { returning } from './ro/returning.ts'
import { speech } from './ro/speech.ts'
import { takeAlong } from './ro/take-along.ts'

export const ro: Texts = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }
