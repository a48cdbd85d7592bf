import type { FastifyInstance } from 'fastify'

/** Notes the routes as they are registered; answers which methods a path takes, none where there is nothing. */
export function noteMethods(app: FastifyInstance): (path: string) => readonly string[] {
  const routes = new Map<string, { readonly fits: RegExp; readonly methods: string[] }>()
  app.addHook('onRoute', ({ url, method }) => {
    // What takes any path is a page that says that there is nothing.
    if (url.includes('*')) return
    const pattern = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')
    const route = routes.get(url) ?? { fits: new RegExp(`^${pattern}$`), methods: [] }
    route.methods.push(...[method].flat())
    routes.set(url, route)
  })
  return (path) => [...new Set([...routes.values()].filter(({ fits }) => fits.test(path)).flatMap(({ methods }) => methods))]
}
