import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, type Image, loadImage } from '@napi-rs/canvas'

/** A third of a standing panel: legible in the README, small in the tree. */
const SIZE = { width: 400, height: 711 }
const GAP = 12
const SINGLE = { office: 'office', service: 'service-list', overview: 'overview' } as const
const TOGETHER = ['start', 'slot-marked', 'done'] as const

/** The README's pictures, made small from what has just been drawn. */
export async function readmePictures(drawn: string, target: string): Promise<void> {
  const names = readdirSync(drawn)
  const pictureOf = (screen: string): Promise<Image> => {
    const name = names.find((each) => each.replace(/^\d+-/, '') === `${screen}.png`)
    if (name === undefined) throw new Error(`${screen} has not been drawn`)
    return loadImage(join(drawn, name))
  }
  const write = async (name: string, screens: readonly string[], gap: number) => {
    const canvas = createCanvas(screens.length * (SIZE.width + gap) + gap, SIZE.height + gap * 2)
    const paper = canvas.getContext('2d')
    paper.fillStyle = '#d8dde3'
    paper.fillRect(0, 0, canvas.width, canvas.height)
    paper.imageSmoothingQuality = 'high'
    for (const [index, screen] of screens.entries())
      paper.drawImage(await pictureOf(screen), gap + index * (SIZE.width + gap), gap, SIZE.width, SIZE.height)
    writeFileSync(join(target, `${name}.png`), canvas.toBuffer('image/png'))
  }
  for (const [name, screen] of Object.entries(SINGLE)) await write(name, [screen], 0)
  await write('foyer', TOGETHER, GAP)
}
