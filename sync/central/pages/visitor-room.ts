import type { Room } from '../central.ts'
import { registerAssets } from './asset-routes.ts'
import { notFound } from './visit.ts'
import { registerVisitorPages } from './visitor-routes.ts'

/** The visitors' link pages and the style sheet that all pages of central share. */
export const visitorRoom: Room = {
  async routes(app, context) {
    registerAssets(app, context)
    await registerVisitorPages(app, context)
  },
  // A link that a mail program or a hand has broken.
  badAddress: (request, reply, context) => (request.url.startsWith('/b/') ? notFound(context, request, reply) : null),
}
