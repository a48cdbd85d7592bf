import type { CodePage } from './code-page.ts'
import { encode } from './encode.ts'
import type { Align, Columns, LayoutLine } from './layout.ts'
import { BOX_COLUMNS } from './layout.ts'
import { wrap } from './wrap.ts'

const QR_SAMPLE = 'https://example.org/foyer-print-test'

/**
 * A slip that shows at a glance whether a printer is set up right: the ruler must fill one line exactly, the umlauts and
 * the euro sign must be themselves, the square must not be torn, the code must be readable.
 */
export function testSlip(columns: Columns, page: CodePage): Uint8Array {
  return encode({ columns, lines: lines(columns, page) }, page)
}

function lines(columns: Columns, page: CodePage): LayoutLine[] {
  return [
    line('Druckprobe', { size: 'double', bold: true, align: 'center' }),
    line(`${columns} Zeichen, ${page.name}, ESC t ${page.number}`, { align: 'center' }),
    { kind: 'rule' },
    line(ruler(columns)),
    line('Umlaute: ä ö ü Ä Ö Ü ß'),
    line('Euro: 37,00 €'),
    line('Französisch: é è ê ç à ù'),
    line('Polnisch: ą ć ę ł ń ó ś ź ż'),
    line('Türkisch: ç ğ ı İ ö ş ü'),
    line('Kyrillisch: Привіт, Здравствуйте'),
    line('مرحبًا بكم في البلدية', { direction: 'rtl' }),
    line('Fett', { bold: true }),
    line('Groß', { size: 'double' }),
    { kind: 'box', title: ['Kasten'], lines: wrap('Der Rahmen muss geschlossen sein.', columns - BOX_COLUMNS), direction: 'ltr' },
    { kind: 'item', lines: ['Ein Punkt zum Abhaken'], direction: 'ltr' },
    { kind: 'pair', label: 'links', figures: 'rechts', direction: 'ltr' },
    { kind: 'qr', payload: QR_SAMPLE },
    { kind: 'cut' },
  ]
}

function ruler(columns: number): string {
  return Array.from({ length: columns }, (_, index) => ((index + 1) % 10 === 0 ? String(((index + 1) / 10) % 10) : '.')).join('')
}

type Style = { size?: 'normal' | 'double'; bold?: boolean; align?: Align; direction?: 'ltr' | 'rtl' }

function line(text: string, { size = 'normal', bold = false, align = 'start', direction = 'ltr' }: Style = {}): LayoutLine {
  return { kind: 'text', text, size, bold, align, direction }
}
