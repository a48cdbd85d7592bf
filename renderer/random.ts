import { v7 } from 'uuid'

/** A fresh identifier; the booking's id is made here, before anything is asked of the station. */
export const newId = (): string => v7()
