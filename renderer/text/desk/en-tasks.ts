import type { deTasks } from './de-tasks.ts'

/** The same words in English. */
export const enTasks: typeof deTasks = {
  title: 'Tasks',
  nothing: 'No open tasks.',
  refused: 'Request was not possible: phone or book anew',
  misfit: 'No longer fits the opening hours',
  deadMail: 'E-mail could not be delivered',
  earlier: 'An earlier slot is free: phone',
  list: 'Tasks',
  earlierList: 'List for earlier dates',
  earlierNobody: 'Nobody waits for an earlier date.',
}
