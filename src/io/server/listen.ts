import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { fail } from '../../core/errors.js'
import { oddPath } from '../../core/serve/guard.js'
import { isOwnHost } from '../../core/serve/host.js'
import { type Reply, reply } from '../../core/serve/reply.js'
import { readTarget } from '../../core/serve/target.js'
import { appOf, type Served } from './app.js'
import { bodyOf } from './reply-body.js'

/** Never another address: this issuer only serves its own machine. */
const ADDRESS = '127.0.0.1'

/** Limits in milliseconds and bytes for slow or big requests. Strict HTTP, whatever NODE_OPTIONS says. */
const LIMITS = {
  insecureHTTPParser: false,
  maxHeaderSize: 64 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
} as const
const MAX_CONNECTIONS = 256
/** How long a request in progress may delay the shutdown. */
const DRAIN_MS = 5000

export interface Listening {
  readonly port: number
  /** Accepts no new requests, and resolves when those in progress have been answered. */
  stop(): Promise<void>
}

/**
 * Listens on loopback. Each request's Host and target are checked exactly as received, before any library normalises
 * the URL: a request that is not for this machine, or not canonical, is refused here.
 *
 * @param port 0: any that is free.
 * @throws ScopectlError `port-in-use`, `port-unusable`
 */
export async function listen(port: number, served: Served): Promise<Listening> {
  const answer = getRequestListener(appOf(served).fetch, { overrideGlobalObjects: false })
  const open = new Set<ServerResponse>()
  const server = createServer(LIMITS, (incoming, outgoing) => {
    open.add(outgoing)
    outgoing.once('close', () => open.delete(outgoing))
    const judged = judge(incoming)
    if ('status' in judged) return refuse(judged, incoming, outgoing, served)
    incoming.url = judged.query === '' ? judged.path : `${judged.path}?${judged.query}`
    return void answer(incoming, outgoing)
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.maxConnections = MAX_CONNECTIONS
  server.maxHeadersCount = 0 // no limit: Node would silently drop the rest, maybe a second credential
  await bind(server, port)
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server, open, sockets) }
}

function judge(incoming: IncomingMessage): Reply | { path: string; query: string } {
  const [host, second] = incoming.headersDistinct['host'] ?? []
  if (host === undefined || second !== undefined) {
    return reply(400, { error: 'invalid_request' }, { reasons: ['bad-host'] })
  }
  if (!isOwnHost(host)) {
    return reply(421, { error: 'misdirected_request' }, { reasons: ['foreign-host'] })
  }
  const target = readTarget(incoming.url ?? '')
  return 'why' in target ? oddPath(target.why) : target
}

function refuse(
  refusal: Reply,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { seen }: Served,
): void {
  seen(refusal, incoming)
  const body = JSON.stringify(bodyOf(refusal))
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  // Nothing more is read from this connection.
  outgoing.writeHead(refusal.status, { ...refusal.headers, ...headers, connection: 'close' })
  outgoing.end(body)
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const { code = '' } = error
      try {
        if (code === 'EADDRINUSE') fail('port-in-use', { port })
        fail('port-unusable', { port, why: code })
      } catch (problem) {
        reject(problem)
      }
    })
    server.listen(port, ADDRESS, resolve)
  })
}

async function stop(
  server: Server,
  open: ReadonlySet<ServerResponse>,
  sockets: ReadonlySet<Socket>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  // Otherwise the client would keep the connection open for another request, and we would wait for it.
  for (const outgoing of open) if (!outgoing.headersSent) outgoing.setHeader('connection', 'close')
  // Node counts a connection that never sent a request as busy.
  const busy = new Set([...open].map(({ socket }) => socket))
  for (const socket of sockets) if (!busy.has(socket)) socket.destroy()
  await closed
  clearTimeout(timer)
}
