import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { plainLine, plainText } from '../../../../sync/central/catalogue/plain-text.ts'
import { documentsIn, feesIn } from '../../../../sync/central/catalogue/text-parts.ts'

describe('HTML as plain text', () => {
  it('keeps paragraphs, line breaks and lists as lines', () => {
    const html = '<p>Eins<br>zwei</p><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><h2>Kopf</h2><p>drei</p>'
    assert.equal(plainText(html), 'Eins\nzwei\n\n– a\n– b\n– c\n\nKopf\n\ndrei')
  })

  it('drops scripts, styles and pictures, and decodes entities', () => {
    assert.equal(
      plainText(
        'a<script>alert(1)</script><style>p{}</style><img src=x onerror=alert(1) alt="Bild"> &amp; &euro;&nbsp;5 &#x1F642;',
      ),
      'a & € 5 🙂',
    )
  })

  it('tells the target of a link in words, and no script as a target', () => {
    assert.equal(
      plainText(
        '<a href="https://www.beispiel.de/antrag">Antrag</a>, <a href="mailto:amt@beispiel.de?subject=x">Mail</a>, <a href="javascript:alert(1)">weiter</a>',
      ),
      'Antrag (siehe beispiel.de/antrag), Mail (siehe amt@beispiel.de), weiter',
    )
    assert.equal(plainText(`<a href="https://beispiel.de/${'x'.repeat(60)}">Antrag</a>`), 'Antrag (siehe beispiel.de)')
  })

  it('removes control, zero-width and direction characters', () => {
    assert.equal(plainLine('A\u0007\u200Bmt \u202Etxt\u00AD\u001B[2J'), 'A mt txt [2J')
  })

  it('keeps a word whole that an editor has told where to break', () => {
    assert.equal(plainLine('Personal&shy;aus\u200Bweis \uFEFFund Reise\u00ADpass'), 'Personalausweis und Reisepass')
  })

  it('survives any input, nested as deep as it likes, and answers no tag of a parsed element', () => {
    assert.equal(typeof plainText('<div>'.repeat(20_000)), 'string')
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('<p>', '</p>', '<ul><li>', '<a href="', '">', '<script>', '&lt', '&#0;', 'x', '\u0000', '<table><td>'),
        ),
        (parts) => {
          const text = plainText(parts.join(''))
          assert.doesNotMatch(text, /[\u0000-\u0009\u000B-\u001F]/)
        },
      ),
    )
  })
})

describe('the parts of a description', () => {
  it('finds the list of documents under its heading', () => {
    const text = plainText(
      '<p>Vorher</p><p><strong>Erforderliche Unterlagen:</strong></p><ul><li>Ausweis</li><li>Foto</li></ul><p>Nachher</p><ul><li>Nein</li></ul>',
    )
    assert.deepEqual(documentsIn(text), ['Ausweis', 'Foto'])
    assert.deepEqual(documentsIn('Sie benötigen:\n– Pass'), ['Pass'])
    assert.deepEqual(documentsIn('Bitte bringen Sie zum Termin mit:\n– Pass'), ['Pass'])
  })

  it('takes no list for documents that is none', () => {
    assert.deepEqual(documentsIn('Sie benötigen keinen Termin in diesen Fällen:\n– Verlust'), [])
    assert.deepEqual(documentsIn('3. Unterlagen hochladen\n4. Online zahlen'), [])
    assert.deepEqual(documentsIn('Unterlagen:\nkeine'), [])
  })

  it('reads a fee where a line names one, and only there', () => {
    const cents = (text: string) => feesIn(text).map((fee) => fee.cents)
    assert.deepEqual(cents('– ab 24 Jahren: 37 Euro\n– unter 24 Jahren: 22,80 €'), [3700, 2280])
    assert.deepEqual(cents('kostenlos'), [0])
    assert.deepEqual(cents('1.150 Euro'), [115_000])
    assert.deepEqual(cents('50 bis 60 Euro'), [undefined])
    assert.deepEqual(cents('10 Euro oder 15 Euro'), [undefined])
    assert.deepEqual(cents('Bitte zahlen Sie vor Ort.'), [undefined])
  })
})
