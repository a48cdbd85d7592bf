import type { Texts } from './de.ts'
import { assist } from './ru/assist.ts'
import { choosing } from './ru/choosing.ts'
import { ending } from './ru/ending.ts'
import { frame } from './ru/frame.ts'
import { person } from './ru/person.ts'
import { returning } from './ru/returning.ts'
import { speech } from './ru/speech.ts'
import { takeAlong } from './ru/take-along.ts'

export const ru: Texts = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }
