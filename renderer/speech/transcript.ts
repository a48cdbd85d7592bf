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
  // What names or describes a field is said with the field, and not once more beside it.
  if (isSaidWithField(element)) return
  const box = element.tagName === 'LABEL' ? element.querySelector('input') : null
  if (box) {
    // The words of a box may be of another language than what it is: first they, then the box (5.1.3.14).
    for (const child of element.children) walk(child, words, into, box)
    return void into.push(spoken(box, [...kindOf(box, words), ...stateOf(box, words)].join(', '), words))
  }
  const heading = /^H[1-6]$/.test(element.tagName)
  if (heading || isLeafBlock(element)) {
    const text = textOf(element)
    if (text !== '') into.push(spoken(element, heading ? `${words.heading}: ${text}` : text, words))
    return
  }
  for (const node of element.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE) walk(node as Element, words, into, without)
    else if (node.nodeType === Node.TEXT_NODE && squeeze(node.textContent ?? '') !== '')
      into.push(spoken(element, squeeze(node.textContent ?? ''), words))
  }
}

function isSaidWithField(element: Element): boolean {
  if (element instanceof HTMLLabelElement)
    return element.control !== null && !element.contains(element.control) && isShown(element.control)
  if (element.id === '' || element.closest('label') || element.matches('[role=alert]')) return false
  const field = document.querySelector(`input[aria-describedby~="${element.id}"]:not([type=checkbox])`)
  return field !== null && isShown(field)
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
function describe(control: Element, words: Words, secret = false): string {
  const name = nameOf(control)
  const more = stateOf(control, words).filter((part) => !name.includes(part))
  return [name, ...kindOf(control, words, secret), ...more].filter((part) => part !== '').join(', ')
}

/** Whether it is wrong, and what describes it. */
function stateOf(control: Element, words: Words): string[] {
  const described = (control.getAttribute('aria-describedby') ?? '')
    .split(/\s+/)
    .flatMap((id) => (id === '' ? [] : [document.getElementById(id)]))
    .map((element) => (element && !element.closest('label') ? textOf(element) : ''))
  return [isTrue(control, 'aria-invalid') ? words.wrong : '', ...described].filter((part) => part !== '')
}

function kindOf(control: Element, words: Words, secret = false): string[] {
  const role = control.getAttribute('role')
  const required = 'required' in control && control.required === true ? words.required : ''
  if (control instanceof HTMLInputElement && control.type === 'checkbox')
    return [words.checkbox, required, control.checked ? words.checked : words.unchecked].filter((part) => part !== '')
  if (role === 'checkbox') return [words.checkbox, isTrue(control, 'aria-checked') ? words.checked : words.unchecked]
  if (control instanceof HTMLInputElement && control.type === 'radio')
    return [words.button, control.checked ? words.selected : '']
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)
    return [words.field, required, control.value === '' ? words.empty : secret ? words.hidden : spelled(control)]
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
  const said = control.getAttribute('data-said')
  if (said !== null) return squeeze(said)
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

/**
 * The visible text of an element, without what is hidden from readers; what is drawn apart is said apart, with a pause between.
 * `data-said`: what an ear needs in its place, such as a number letter by letter.
 */
function textOf(element: Element): string {
  const parts = ['']
  const add = (text: string) => parts.push(`${parts.pop() ?? ''}${text}`)
  const collect = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) return void add(node.textContent ?? '')
    if (node.nodeType !== Node.ELEMENT_NODE || !isShown(node as Element)) return
    const apart = BLOCK.test(getComputedStyle(node as Element).display)
    if (apart) parts.push('')
    const said = (node as Element).getAttribute('data-said')
    const label = said ?? (node === element ? null : (node as Element).getAttribute('aria-label'))
    if (label !== null) add(label)
    else for (const child of node.childNodes) collect(child)
    if (apart) parts.push('')
  }
  collect(element)
  return parts
    .map(squeeze)
    .filter((part) => part !== '')
    .reduce(
      (before, part) => (before === '' ? part : `${before}${/[\p{L}\p{N})\]»”"’%€]$/u.test(before) ? ',' : ''} ${part}`),
      '',
    )
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

/**
 * Of a private field everything is said but its value, of a private text only that there is one. Of the keys that write into
 * such a field those that write no sign are said: they show the way, also the way out.
 */
function publicFor(element: Element, words: Words): string {
  const field = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
  const writes = !element.matches('.keyboard button') || element.matches('.hg-standardBtn')
  return field || !writes ? describe(element, words, true) : words.hidden
}
