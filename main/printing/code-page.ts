/** A table of 256 characters inside the printer; `high` are the characters of bytes 80h to FFh. */
export type CodePage = {
  readonly name: CodePageName
  /** `n` of `ESC t n`. The numbers are Epson's; other makers count differently, so a device may override it. */
  readonly number: number
  /** What the encoder library calls it. */
  readonly characterSet: string
  readonly high: string
}

export const CODE_PAGE_NAMES = ['PC437', 'PC850', 'PC852', 'PC858', 'PC866', 'WPC1252'] as const
export type CodePageName = (typeof CODE_PAGE_NAMES)[number]

const HIGH: Readonly<Record<CodePageName, string>> = {
  PC437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  PC850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  PC852:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
  PC858:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  PC866:
    'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■\u00a0',
  WPC1252:
    '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
}

const NUMBERS: Readonly<Record<CodePageName, readonly [number, string]>> = {
  PC437: [0, 'PC437_USA'],
  PC850: [2, 'PC850_MULTILINGUAL'],
  PC852: [18, 'PC852_LATIN2'],
  PC858: [19, 'PC858_EURO'],
  PC866: [17, 'PC866_CYRILLIC2'],
  WPC1252: [16, 'WPC1252'],
}

/** A code page by name; `number` overrides what the maker of this printer calls it. */
export function codePage(name: CodePageName, number: number | null = null): CodePage {
  const [standard, characterSet] = NUMBERS[name]
  return { name, number: number ?? standard, characterSet, high: HIGH[name] }
}

/** The page that `ESC t n` selects on an Epson, or null. */
export function codePageOf(number: number): CodePage | null {
  const name = CODE_PAGE_NAMES.find((candidate) => NUMBERS[candidate][0] === number)
  return name ? codePage(name) : null
}

const UNUSABLE = '\u00a0\u00ad\ufffd'

export function onPage(character: string, page: CodePage): boolean {
  return /^[\x20-\x7e]$/.test(character) || (page.high.includes(character) && !UNUSABLE.includes(character))
}

/** Signs that mean the same in plain ASCII, one column each. */
const PLAIN: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '„': '"',
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '‚': "'",
  '‘': "'",
  '’': "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '•': '-',
  '·': '-',
  '×': 'x',
}

/** Letters the shipped fonts can draw; anything else (emoji, scripts without a font) becomes a question mark. */
const DRAWABLE = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{M}\p{N}\p{P}\p{Sc}\p{Sm}\u200c\u200d ]/u

/**
 * A text with every character either on the page or drawable by a shipped font, same columns.
 * `drawn` tells that at least one character is not on the page, so the line has to go out as a picture.
 */
export function fitted(text: string, page: CodePage): { text: string; drawn: boolean } {
  let drawn = false
  const characters = [...text].map((character) => {
    if (onPage(character, page)) return character
    const plain = PLAIN[character]
    if (plain !== undefined) return plain
    if (!DRAWABLE.test(character)) return '?'
    drawn = true
    return character
  })
  return { text: characters.join(''), drawn }
}
