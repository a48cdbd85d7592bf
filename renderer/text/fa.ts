import type { Texts } from './de.ts'
import { assist } from './fa/assist.ts'
import { choosing } from './fa/choosing.ts'
import { ending } from './fa/ending.ts'
import { frame } from './fa/frame.ts'
import { person } from './fa/person.ts'
import { returning } from './fa/returning.ts'
import { speech } from './fa/speech.ts'
import { takeAlong } from './fa/take-along.ts'

export const fa: Texts = { ...frame, ...choosing, ...person, ...ending, ...speech, ...returning, ...assist, ...takeAlong }
