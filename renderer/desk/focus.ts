/** Ids of the places that keys lead to. */
export const PLACES = {
  search: 'desk-search',
  caller: 'familyName',
  slots: 'desk-slots',
  consent: 'desk-consent',
  book: 'desk-book',
} as const

/** Moves the focus to an element by its id. False where it is not there. */
export function focusOn(id: string): boolean {
  const element = document.getElementById(id)
  if (!element) return false
  element.focus()
  if (element instanceof HTMLInputElement && element.type === 'text') element.select()
  return true
}

/** Moves the focus to the next of the fields that Enter goes through; after the last one it stays. */
export function focusNext(from: HTMLElement): void {
  const stations = [...document.querySelectorAll<HTMLElement>('[data-flow]')]
  stations[stations.indexOf(from) + 1]?.focus()
}
