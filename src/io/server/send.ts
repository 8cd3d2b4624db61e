import type { ServerResponse } from 'node:http'
import type { Reply } from '../../core/serve/reply.js'
import { jsonText } from '../../core/token/written-number.js'
import { bodyOf } from './reply-body.js'

/** Sends a reply as JSON, or without a body if its status is 204. */
export function send(outgoing: ServerResponse, answer: Reply): void {
  const { status, headers } = answer
  if (status === 204) {
    outgoing.writeHead(status, headers)
    outgoing.end()
  } else sendText(outgoing, status, jsonText(bodyOf(answer)), JSON_TYPE, headers)
}

const JSON_TYPE = { 'content-type': 'application/json' }

export function sendText(
  outgoing: ServerResponse,
  status: number,
  text: string,
  ...headers: readonly Readonly<Record<string, string>>[]
): void {
  // Headers and body are one write, since the length is known and the body is a string.
  outgoing.writeHead(
    status,
    Object.assign({}, ...headers, { 'content-length': Buffer.byteLength(text) }),
  )
  outgoing.end(text)
}
