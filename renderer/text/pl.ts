import type { Texts } from './de.ts'
import { assist } from './pl/assist.ts'
import { choosing } from './pl/choosing.ts'
import { ending } from './pl/ending.ts'
import { frame } from './pl/frame.ts'
import { person } from './pl/person.ts'
import { returning } from './pl/returning.ts'
import { speech } from './pl/speech.ts'
import { takeAlong } from './pl/take-along.ts'

export const pl: Texts = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }
