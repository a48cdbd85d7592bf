import { assist } from './de/assist.ts'
import { choosing } from './de/choosing.ts'
import { ending } from './de/ending.ts'
import { frame } from './de/frame.ts'
import { person } from './de/person.ts'
import { returning } from './de/returning.ts'
import { speech } from './de/speech.ts'
import { takeAlong } from './de/take-along.ts'

/** The page's German. Its keys are the type of every other language; functions take what stands in the sentence. */
export const de = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }

export type Texts = typeof de
