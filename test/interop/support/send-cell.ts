import { type Agent, request } from 'node:http'
import type { ExportCell } from './export-cells.js'

/** The status that a proxy on this machine answers; undefined if Node's client cannot send the request. */
export function sendCell(
  port: number,
  agent: Agent,
  { method, target, token }: ExportCell,
  more: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...more }
  return new Promise((resolve, reject) => {
    try {
      const sent = request({ host: '127.0.0.1', port, method, path: target, headers, agent })
      sent.on('response', (response) => {
        // Proxies send a body after some answers, also to HEAD: what follows does not matter.
        resolve(response.statusCode)
        response.on('error', () => {}).resume()
      })
      sent.on('error', reject).end()
    } catch {
      // Characters that no client sends.
      resolve(undefined)
    }
  })
}
