/** Tells the element whose lines the text makes, for the style sheet. It keeps the mark: words that fit are not harmed by it. */
export function markPlace(words: HTMLElement | null): void {
  const parent = words?.parentElement
  const place = parent?.lang ? parent.parentElement : parent
  place?.setAttribute('data-divided', '')
}
