import type { Texts } from './de.ts'
import { assist } from './uk/assist.ts'
import { choosing } from './uk/choosing.ts'
import { ending } from './uk/ending.ts'
import { frame } from './uk/frame.ts'
import { person } from './uk/person.ts'
import { returning } from './uk/returning.ts'
import { speech } from './uk/speech.ts'
import { takeAlong } from './uk/take-along.ts'

export const uk: Texts = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }
