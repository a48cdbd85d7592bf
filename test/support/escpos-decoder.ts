/**
 * Reads ESC/POS as a person with the printer's manual would: for tests only, and on purpose without any code of the product.
 * The code pages were written out by Python's codecs.
 */

export type DecodedSlip = {
  readonly lines: string[]
  readonly qr: string[]
  readonly pictures: number
  readonly cut: 'full' | 'partial' | 'none'
}
export type Decoded = {
  readonly slips: readonly DecodedSlip[]
  /** Mnemonics with their parameters, in order: `ESC @`, `ESC t 19`, `GS ! 17`, `GS V 66 16`, `GS v 0 72x30` … */
  readonly commands: readonly string[]
  /** Bytes that no rule explains, in hexadecimal. */
  readonly strange: readonly string[]
}

/** Code points of bytes 80h–FFh, four hexadecimal digits each, by the `n` of ESC t n. */
const PAGES: ReadonlyMap<number, string> = new Map([
  [
    0,
    '00c700fc00e900e200e400e000e500e700ea00eb00e800ef00ee00ec00c400c500c900e600c600f400f600f200fb00f900ff00d600dc00a200a300a520a7019200e100ed00f300fa00f100d100aa00ba00bf231000ac00bd00bc00a100ab00bb259125922593250225242561256225562555256325512557255d255c255b251025142534252c251c2500253c255e255f255a25542569256625602550256c25672568256425652559255825522553256b256a2518250c25882584258c2590258003b100df039303c003a303c300b503c403a6039803a903b4221e03c603b52229226100b1226522642320232100f7224800b0221900b7221a207f00b225a000a0',
  ],
  [
    2,
    '00c700fc00e900e200e400e000e500e700ea00eb00e800ef00ee00ec00c400c500c900e600c600f400f600f200fb00f900ff00d600dc00f800a300d800d7019200e100ed00f300fa00f100d100aa00ba00bf00ae00ac00bd00bc00a100ab00bb2591259225932502252400c100c200c000a9256325512557255d00a200a5251025142534252c251c2500253c00e300c3255a25542569256625602550256c00a400f000d000ca00cb00c8013100cd00ce00cf2518250c2588258400a600cc258000d300df00d400d200f500d500b500fe00de00da00db00d900fd00dd00af00b400ad00b1201700be00b600a700f700b800b000a800b700b900b300b225a000a0',
  ],
  [
    16,
    '20acfffd201a0192201e20262020202102c62030016020390152fffd017dfffdfffd20182019201c201d20222013201402dc21220161203a0153fffd017e017800a000a100a200a300a400a500a600a700a800a900aa00ab00ac00ad00ae00af00b000b100b200b300b400b500b600b700b800b900ba00bb00bc00bd00be00bf00c000c100c200c300c400c500c600c700c800c900ca00cb00cc00cd00ce00cf00d000d100d200d300d400d500d600d700d800d900da00db00dc00dd00de00df00e000e100e200e300e400e500e600e700e800e900ea00eb00ec00ed00ee00ef00f000f100f200f300f400f500f600f700f800f900fa00fb00fc00fd00fe00ff',
  ],
  [
    17,
    '0410041104120413041404150416041704180419041a041b041c041d041e041f0420042104220423042404250426042704280429042a042b042c042d042e042f0430043104320433043404350436043704380439043a043b043c043d043e043f259125922593250225242561256225562555256325512557255d255c255b251025142534252c251c2500253c255e255f255a25542569256625602550256c25672568256425652559255825522553256b256a2518250c25882584258c259025800440044104420443044404450446044704480449044a044b044c044d044e044f040104510404045404070457040e045e00b0221900b7221a211600a425a000a0',
  ],
  [
    18,
    '00c700fc00e900e200e4016f010700e7014200eb0150015100ee017900c4010600c90139013a00f400f6013d013e015a015b00d600dc01640165014100d7010d00e100ed00f300fa01040105017d017e0118011900ac017a010c015f00ab00bb2591259225932502252400c100c2011a015e256325512557255d017b017c251025142534252c251c2500253c01020103255a25542569256625602550256c00a401110110010e00cb010f014700cd00ce011b2518250c258825840162016e258000d300df00d401430144014801600161015400da0155017000fd00dd016300b400ad02dd02db02c702d800a700f700b800b000a802d901710158015925a000a0',
  ],
  [
    19,
    '00c700fc00e900e200e400e000e500e700ea00eb00e800ef00ee00ec00c400c500c900e600c600f400f600f200fb00f900ff00d600dc00f800a300d800d7019200e100ed00f300fa00f100d100aa00ba00bf00ae00ac00bd00bc00a100ab00bb2591259225932502252400c100c200c000a9256325512557255d00a200a5251025142534252c251c2500253c00e300c3255a25542569256625602550256c00a400f000d000ca00cb00c820ac00cd00ce00cf2518250c2588258400a600cc258000d300df00d400d200f500d500b500fe00de00da00db00d900fd00dd00af00b400ad00b1201700be00b600a700f700b800b000a800b700b900b300b225a000a0',
  ],
])

type Rule = { readonly name: string; readonly prefix: readonly number[]; readonly parameters: (rest: Buffer) => number }

const fixed = (count: number) => () => count
const RULES: readonly Rule[] = [
  { name: 'ESC @', prefix: [0x1b, 0x40], parameters: fixed(0) },
  { name: 'ESC 2', prefix: [0x1b, 0x32], parameters: fixed(0) },
  ...(
    [
      ['ESC t', 0x74],
      ['ESC a', 0x61],
      ['ESC E', 0x45],
      ['ESC -', 0x2d],
      ['ESC d', 0x64],
      ['ESC J', 0x4a],
      ['ESC M', 0x4d],
      ['ESC !', 0x21],
      ['ESC 3', 0x33],
      ['ESC R', 0x52],
    ] as const
  ).map(([name, code]) => ({ name, prefix: [0x1b, code], parameters: fixed(1) })),
  { name: 'GS !', prefix: [0x1d, 0x21], parameters: fixed(1) },
  { name: 'GS r', prefix: [0x1d, 0x72], parameters: fixed(1) },
  { name: 'GS V', prefix: [0x1d, 0x56], parameters: (rest) => ([65, 66].includes(rest.readUInt8(0)) ? 2 : 1) },
  { name: 'GS v 0', prefix: [0x1d, 0x76, 0x30], parameters: (rest) => 5 + rest.readUInt16LE(1) * rest.readUInt16LE(3) },
  { name: 'GS ( k', prefix: [0x1d, 0x28, 0x6b], parameters: (rest) => 2 + rest.readUInt16LE(0) },
  { name: 'DLE EOT', prefix: [0x10, 0x04], parameters: fixed(1) },
]

/** What a job says and commands. Throws nothing; what it cannot read is in `strange`. */
export function decodeEscPos(bytes: Uint8Array): Decoded {
  const job = Buffer.from(bytes)
  const commands: string[] = []
  const strange: string[] = []
  const slips: DecodedSlip[] = []
  let page = 0
  let line = ''
  let stored = ''
  let slip = emptySlip()
  const endSlip = (cut: DecodedSlip['cut']) => {
    if (line !== '') slip.lines.push(line)
    line = ''
    slips.push({ ...slip, cut })
    slip = emptySlip()
  }
  let at = 0
  while (at < job.length) {
    const rule = RULES.find(({ prefix }) => prefix.every((byte, index) => job[at + index] === byte))
    if (rule) {
      const rest = job.subarray(at + rule.prefix.length)
      let length: number
      try {
        length = rule.parameters(rest)
      } catch {
        strange.push(job.subarray(at).toString('hex'))
        break
      }
      if (length > rest.length) strange.push(`cut short: ${rule.name}`)
      const parameters = rest.subarray(0, length)
      commands.push(mnemonic(rule.name, parameters))
      if (rule.name === 'ESC @') page = 0
      if (rule.name === 'ESC t') page = parameters[0] ?? 0
      if (rule.name === 'GS v 0') slip.pictures += 1
      if (rule.name === 'GS ( k' && parameters[3] === 0x50) stored = parameters.subarray(5).toString('latin1')
      if (rule.name === 'GS ( k' && parameters[3] === 0x51) slip.qr.push(stored)
      if (rule.name === 'GS V') endSlip([0, 48, 65].includes(parameters[0] ?? 0) ? 'full' : 'partial')
      at += rule.prefix.length + length
      continue
    }
    const byte = job.readUInt8(at)
    at += 1
    if (byte === 0x0a) {
      slip.lines.push(line)
      line = ''
    } else if (byte >= 0x20 && byte < 0x7f) line += String.fromCharCode(byte)
    else if (byte >= 0x80) {
      const table = PAGES.get(page)
      line += table ? String.fromCodePoint(Number.parseInt(table.slice((byte - 0x80) * 4, (byte - 0x80) * 4 + 4), 16)) : '\ufffd'
    } else strange.push(byte.toString(16).padStart(2, '0'))
  }
  if (line !== '' || slip.lines.length > 0 || slip.qr.length > 0) endSlip('none')
  return { slips, commands, strange }
}

function emptySlip(): { lines: string[]; qr: string[]; pictures: number } {
  return { lines: [], qr: [], pictures: 0 }
}

function mnemonic(name: string, parameters: Buffer): string {
  if (name === 'GS v 0') return `${name} ${parameters.readUInt16LE(1) * 8}x${parameters.readUInt16LE(3)}`
  if (name === 'GS ( k') return `${name} ${parameters[3] ?? 0}`
  return [name, ...parameters].join(' ')
}
