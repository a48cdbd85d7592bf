import type { FastifyInstance } from 'fastify'
import type { CentralContext } from '../context.ts'
import { notModified } from '../http/not-modified.ts'
import { STYLE_PATH, fontFile, styleRules, styleSheet } from './style.ts'

/** The style sheet with the town's colours and the fonts of central's pages. */
export function registerAssets(app: FastifyInstance, { store, town }: CentralContext): void {
  const rules = styleRules()
  app.get(STYLE_PATH, async (request, reply) => {
    const loaded = await store.read((tx) => town.current(tx))
    const { body, version } = styleSheet(rules, loaded?.file.town ?? null)
    void reply.headers({ 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' })
    return notModified(request, reply, version) ? reply.code(304).send() : reply.send(body)
  })
  app.get<{ Params: { name: string } }>('/assets/fonts/:name', async (request, reply) => {
    const bytes = fontFile(request.params.name.replace(/\.woff2$/, ''))
    if (bytes === null) return reply.code(404).type('text/plain').send('not found')
    // The file's name contains family and weight; its bytes change only with a new version of Foyer.
    return reply.headers({ 'content-type': 'font/woff2', 'cache-control': 'public, max-age=604800' }).send(bytes)
  })
}
