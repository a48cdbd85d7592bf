import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Page } from '../app.ts'

/** Reports as server-sent events; the page's EventSource comes back by itself when the wire breaks. */
export function streamReports(page: Page, request: FastifyRequest, reply: FastifyReply, ended: () => void): void {
  const headers = reply.getHeaders()
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' } as Record<string, string>)
  const cancel = page.onReport((report) => raw.write(`event: report\ndata: ${JSON.stringify(report)}\n\n`))
  request.raw.on('close', () => {
    cancel()
    raw.end()
    ended()
  })
}
