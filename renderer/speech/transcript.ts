import type { Utterance } from '../../machines/speech.ts'
import type { Texts } from '../text/de.ts'

type Words = Texts['speech']

const SKIPPED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT'])
const SINGLE =
  'button, a[href], input, textarea, select, [role="button"], [role="checkbox"], [role="radio"], [role="option"], [role="tab"], [role="timer"], img, [role="img"]'
const BLOCK = /^(block|flex|grid|list-item|table|table-row|table-cell|flow-root)$/

/**
 * What the terminal says of a screen: every non-decorative text and control in reading order (EN 301 549 5.1.3.3), as a
 * pure function of what is drawn. A part marked `data-private` has a public text that gives nothing away (5.1.3.9).
 * Behind an open modal dialog nothing is spoken but the dialog.
 */
export function transcriptOf(root: Element, words: Words): Utterance[] {
  const dialogs = [...root.querySelectorAll('dialog[open], [role="dialog"], [role="alertdialog"]')].filter(isShown)
  const utterances: Utterance[] = []
  const [dialog, main] = [dialogs.at(-1), root.querySelector('main')]
  // First what the screen asks, then what stands around it on every screen.
  if (!dialog && main) walk(main, words, utterances)
  walk(dialog ?? root, words, utterances, dialog ? null : main)
  return utterances.filter((utterance) => /[\p{L}\p{N}]/u.test(utterance.text))
}

/** What is said of one control that has the focus. */
export const utteranceOf = (control: Element, words: Words): Utterance => spoken(control, describe(control, words), words)

function walk(element: Element, words: Words, into: Utterance[], without: Element | null = null): void {
  if (element === without || !isShown(element)) return
  // The keys of the screen are met one by one; read out as a row they are noise.
  if (element.matches('.keyboard')) {
    const name = nameOf(element)
    return void into.push({ ...spoken(element, name, words), publicText: name })
  }
  if (element.matches(SINGLE)) return void into.push(utteranceOf(element, words))
  if (isLeafBlock(element)) {
    const text = textOf(element)
    if (text !== '') into.push(spoken(element, /^H[1-6]$/.test(element.tagName) ? `${words.heading}: ${text}` : text, words))
    return
  }
  for (const node of element.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE) walk(node as Element, words, into, without)
    else if (node.nodeType === Node.TEXT_NODE && squeeze(node.textContent ?? '') !== '')
      into.push(spoken(element, squeeze(node.textContent ?? ''), words))
  }
}

function isShown(element: Element): boolean {
  if (SKIPPED.has(element.tagName) || element.getAttribute('aria-hidden') === 'true' || element.closest('[inert]')) return false
  if (element.tagName === 'svg') return element.hasAttribute('aria-label')
  // An element without a box of its own counts as unseen, and its content does not.
  return getComputedStyle(element).display === 'contents' || element.checkVisibility({ visibilityProperty: true })
}

/** A block whose inside is only running text: it is said in one breath. */
function isLeafBlock(element: Element): boolean {
  return (
    element.querySelector(SINGLE) === null &&
    ![...element.querySelectorAll('*')].some((inner) => isShown(inner) && BLOCK.test(getComputedStyle(inner).display))
  )
}

/** A control in words: name, kind, state, value, and what describes it, such as its error (5.1.3.15). */
function describe(control: Element, words: Words): string {
  const name = nameOf(control)
  const described = (control.getAttribute('aria-describedby') ?? '')
    .split(/\s+/)
    .flatMap((id) => (id === '' ? [] : [document.getElementById(id)]))
    .map((element) => (element ? textOf(element) : ''))
  return [name, ...kindOf(control, words), control.getAttribute('aria-invalid') === 'true' ? words.wrong : '', ...described]
    .filter((part) => part !== '')
    .join(', ')
}

function kindOf(control: Element, words: Words): string[] {
  const role = control.getAttribute('role')
  if (control instanceof HTMLInputElement && control.type === 'checkbox')
    return [words.checkbox, control.checked ? words.checked : words.unchecked]
  if (role === 'checkbox') return [words.checkbox, isTrue(control, 'aria-checked') ? words.checked : words.unchecked]
  if (control instanceof HTMLInputElement && control.type === 'radio')
    return [words.button, control.checked ? words.selected : '']
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)
    return [words.field, control.required ? words.required : '', control.value === '' ? words.empty : spelled(control)]
  if (role === 'timer') return []
  if (control.tagName === 'IMG' || role === 'img') return [words.image]
  const chosen =
    ['aria-pressed', 'aria-selected', 'aria-checked'].some((state) => isTrue(control, state)) ||
    control.hasAttribute('aria-current')
  const unavailable = isTrue(control, 'aria-disabled') || control.matches(':disabled')
  return [control.tagName === 'A' ? words.link : words.button, chosen ? words.selected : '', unavailable ? words.unavailable : '']
}

const isTrue = (element: Element, attribute: string): boolean => element.getAttribute(attribute) === 'true'

/** 5.1.3.8: masked characters are not spoken. */
const spelled = (field: HTMLInputElement | HTMLTextAreaElement): string =>
  field instanceof HTMLInputElement && field.type === 'password' ? '*'.repeat(field.value.length) : field.value

function nameOf(control: Element): string {
  const label = control.getAttribute('aria-label')
  if (label !== null) return squeeze(label)
  const labelledBy = control.getAttribute('aria-labelledby')
  if (labelledBy !== null)
    return squeeze(
      labelledBy
        .split(/\s+/)
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    )
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)
    return squeeze([...(control.labels ?? [])].map(textOf).join(' ')) || squeeze(control.placeholder)
  if (control instanceof HTMLImageElement) return squeeze(control.alt)
  return textOf(control)
}

/** The visible text of an element, without what is hidden from readers; parts that are drawn apart are said apart. */
function textOf(element: Element): string {
  const parts: string[] = []
  const collect = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) return void parts.push(node.textContent ?? '')
    if (node.nodeType !== Node.ELEMENT_NODE || !isShown(node as Element)) return
    const apart = BLOCK.test(getComputedStyle(node as Element).display)
    if (apart) parts.push(' ')
    const label = (node as Element).getAttribute('aria-label')
    if (label !== null && node !== element) parts.push(label)
    else for (const child of node.childNodes) collect(child)
    if (apart) parts.push(' ')
  }
  collect(element)
  return squeeze(parts.join(''))
}

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Where all words of an element are of one language, that; of several, the language of the element itself (5.1.3.14). */
function languageOf(element: Element): string {
  const own = (node: Element | null) => node?.closest('[lang]')?.getAttribute('lang') ?? 'de'
  const found = new Set<string>()
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  while (texts.nextNode())
    if (squeeze(texts.currentNode.textContent ?? '') !== '') found.add(own(texts.currentNode.parentElement))
  const [only] = found
  return found.size === 1 && only !== undefined ? only : own(element)
}

function spoken(element: Element, text: string, words: Words): Utterance {
  const lang = languageOf(element)
  const secret = element.closest('[data-private]') !== null
  return { text, publicText: secret ? publicFor(element, words) : text, lang }
}

/** Of a private control its name is said, of a private text only that there is one. */
function publicFor(element: Element, words: Words): string {
  const field = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
  return field ? `${nameOf(element)}, ${words.field}, ${element.value === '' ? words.empty : words.hidden}` : words.hidden
}
