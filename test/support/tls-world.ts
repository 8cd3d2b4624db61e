import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTls } from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { afterAll } from 'vitest'
import type { Certified } from './certificate.js'

const opened: { destroy(): unknown }[] = []

// After the whole file, since concurrent tests cannot have their own hooks.
afterAll(() => {
  for (const each of opened.splice(0)) each.destroy()
})

/** The port of a server on this machine. */
export async function listening(server: Server): Promise<number> {
  server.on('connection', (socket) => opened.push(socket))
  opened.push({ destroy: () => server.close() })
  server.listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  return (server.address() as AddressInfo).port
}

export const tlsServer = ({ cert, key }: Certified, listener: RequestListener): Promise<number> =>
  listening(createTls({ cert, key }, listener))

export interface ConnectProxy {
  readonly port: number
  /** The requests so far: `CONNECT idp.test:443`, with their credentials. */
  readonly asked: { readonly target: string; readonly credentials: string | undefined }[]
}

/** An HTTP proxy (RFC 9110 §9.3.6) with its own name resolution, or one that answers with another status. */
export async function connectProxy(
  names: Readonly<Record<string, number>>,
  refusal?: (request: IncomingMessage) => number | undefined,
  over?: Certified,
): Promise<ConnectProxy> {
  const asked: ConnectProxy['asked'][number][] = []
  const server = over ? createTls(over) : createServer()
  server.on('connect', (request, socket, head) => {
    const target = request.url ?? ''
    asked.push({ target, credentials: request.headers['proxy-authorization'] })
    const status = names[target] === undefined ? 502 : refusal?.(request)
    if (status !== undefined) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const there = connect(names[target] ?? 0, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      there.write(head)
      there.pipe(socket).pipe(there)
    })
    for (const each of [socket, there]) each.on('error', () => there.destroy())
  })
  return { port: await listening(server), asked }
}
