import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fail } from '../../core/errors.js'
import { oddPath } from '../../core/serve/guard.js'
import { isOwnHost } from '../../core/serve/host.js'
import { type Reply, reply } from '../../core/serve/reply.js'
import { readTarget } from '../../core/serve/target.js'
import { appOf, type Served } from './app.js'
import { Connections } from './connections.js'
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
/** More than arrive between two reads, so that a new client is never the one whose connection is closed. */
const MAX_CONNECTIONS = 1024
/** How many connections wait in the kernel until the next round of the event loop. */
const BACKLOG = 511
/** How long a request in progress may delay the shutdown. */
const DRAIN_MS = 3000

export interface Listening {
  readonly port: number
  /** Accepts no new requests, and resolves when those in progress have been answered, after three seconds at the latest. */
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
  const answer = appOf(served)
  const connections = new Connections(MAX_CONNECTIONS)
  const server = createServer(LIMITS, (incoming, outgoing) => {
    connections.asked(incoming, outgoing)
    const judged = judge(incoming)
    if ('status' in judged) return refuse(judged, incoming, outgoing, served)
    const { path, query } = judged
    incoming.url = query === '' ? path : `${path}?${query}`
    answer({ incoming, outgoing, path, query }).catch((error) => {
      served.bug(error)
      outgoing.destroy()
    })
    return undefined
  })
  server.on('connection', (socket) => connections.add(socket))
  server.maxHeadersCount = 0 // no limit: Node would silently drop the rest, maybe a second credential
  await bind(server, port)
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server, connections) }
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
    server.listen(port, ADDRESS, BACKLOG, resolve)
  })
}

async function stop(server: Server, connections: Connections): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const timer = setTimeout(() => connections.closeAll(), DRAIN_MS)
  connections.closeIdle()
  await closed
  clearTimeout(timer)
}
