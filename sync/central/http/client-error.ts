import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { problemOf, type ProblemKind } from './problem.ts'

const BY_CODE: Readonly<Record<string, ProblemKind>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'timedOut',
  HPE_HEADER_OVERFLOW: 'headersTooLarge',
}

/** Answers what the HTTP parser cannot read, and so reaches no route, with a problem document as well; then hangs up. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // Whoever has gone hears nothing any more.
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const problem = problemOf(BY_CODE[error.code ?? ''] ?? 'malformed')
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}`,
    'content-type: application/problem+json',
    `content-length: ${String(Buffer.byteLength(body))}`,
    'connection: close',
  ]
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroy(error)
}
