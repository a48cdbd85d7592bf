import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'

// Draws every form of the icon from assets/build/icon.svg: run it after changing the drawing, and commit what it writes.

const FOLDER = join(import.meta.dirname, '../../assets/build')
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512] as const

async function draw(size: number): Promise<Buffer> {
  const image = await loadImage(readFileSync(join(FOLDER, 'icon.svg')))
  const canvas = createCanvas(size, size)
  canvas.getContext('2d').drawImage(image, 0, 0, size, size)
  return canvas.toBuffer('image/png')
}

/** Windows' .ico with PNG images inside (since Vista). */
function ico(images: readonly (readonly [size: number, png: Buffer])[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  images.forEach(([size, png], index) => {
    const at = 6 + 16 * index
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([header, ...images.map(([, png]) => png)])
}

/** Apple's .icns: four letters, a length, a PNG. */
function icns(images: readonly (readonly [type: string, png: Buffer])[]): Buffer {
  const parts = images.map(([type, png]) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(png.length + 8, 4)
    return Buffer.concat([head, png])
  })
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.write('icns', 'latin1')
  head.writeUInt32BE(body.length + 8, 4)
  return Buffer.concat([head, body])
}

const drawn = new Map<number, Buffer>()
for (const size of [...SIZES, 1024]) drawn.set(size, await draw(size))
const of = (size: number) => drawn.get(size) ?? Buffer.alloc(0)

mkdirSync(join(FOLDER, 'icons'), { recursive: true })
for (const size of SIZES) writeFileSync(join(FOLDER, 'icons', `${size}x${size}.png`), of(size))
writeFileSync(join(FOLDER, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256].map((size) => [size, of(size)] as const)))
writeFileSync(
  join(FOLDER, 'icon.icns'),
  icns([
    ['ic07', of(128)],
    ['ic08', of(256)],
    ['ic09', of(512)],
    ['ic10', of(1024)],
  ]),
)
