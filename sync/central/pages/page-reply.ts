import type { FastifyReply } from 'fastify'
import type { Markup } from './frame.ts'

/** No script, nothing from elsewhere, no frame around it; styles and fonts from central alone. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export type PageHeaders = {
  readonly policy?: string
  /** `no-referrer` where the address itself opens something; staff pages need the Origin of their forms. */
  readonly referrer?: 'no-referrer' | 'same-origin'
}

/** Sends a page that no cache and no search engine keeps. */
export function sendPage(reply: FastifyReply, status: number, markup: Markup, headers: PageHeaders = {}): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': headers.policy ?? CONTENT_SECURITY_POLICY,
      'referrer-policy': headers.referrer ?? 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
      'cross-origin-opener-policy': 'same-origin',
    })
    .send(markup)
}

/** After a form: the browser fetches the page anew, so that a reload sends nothing twice. */
export const seeOther = (reply: FastifyReply, location: string): FastifyReply =>
  reply.code(303).header('cache-control', 'no-store').header('location', location).send()
