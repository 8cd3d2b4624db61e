import type { IncomingMessage } from 'node:http'
import { ClientGone } from './client-gone.js'

/**
 * The body as UTF-8 text, or that it is longer than `limit` bytes: the rest is received and dropped, since a client that
 * is still sending would not see the answer if the connection were closed. Invalid UTF-8 becomes U+FFFD, and so matches
 * no password and no token.
 *
 * @throws ClientGone
 */
export function readBody(incoming: IncomingMessage, limit: number): Promise<string | 'too-big'> {
  return new Promise((resolve, reject) => {
    let chunks: Uint8Array[] = []
    let length = 0
    incoming.on('data', (chunk: Uint8Array) => {
      length += chunk.length
      if (length <= limit) chunks.push(chunk)
      else {
        chunks = []
        resolve('too-big')
      }
    })
    incoming.on('end', () => {
      resolve(new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(chunks)))
    })
    const gone = (): void => reject(new ClientGone())
    incoming.on('error', gone)
    incoming.on('close', gone)
  })
}
