import type { Texts } from './de.ts'
import { assist } from './tr/assist.ts'
import { choosing } from './tr/choosing.ts'
import { ending } from './tr/ending.ts'
import { frame } from './tr/frame.ts'
import { person } from './tr/person.ts'
import { returning } from './tr/returning.ts'
import { speech } from './tr/speech.ts'
import { takeAlong } from './tr/take-along.ts'

export const tr: Texts = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }
