import type { Texts } from './de.ts'
import { assist } from './en/assist.ts'
import { choosing } from './en/choosing.ts'
import { ending } from './en/ending.ts'
import { frame } from './en/frame.ts'
import { person } from './en/person.ts'
import { returning } from './en/returning.ts'
import { speech } from './en/speech.ts'
import { takeAlong } from './en/take-along.ts'

export const en: Texts = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }
