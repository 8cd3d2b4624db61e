import type { IncomingMessage, ServerResponse } from 'node:http'
import { matchRoute } from '../../core/catalog/match-route.js'
import type { Catalog } from '../../core/catalog/model.js'
import { askRequest } from '../../core/decision/question.js'
import type { FileFlags } from '../../core/matrix/page-data.js'
import { preflightReply, shownToOrigin } from '../../core/serve/cors.js'
import { readCredential } from '../../core/serve/credential.js'
import { isForm, readForm } from '../../core/serve/form.js'
import { forwardAuth, type HeaderValues } from '../../core/serve/forward-auth.js'
import { guard } from '../../core/serve/guard.js'
import { introspectReply } from '../../core/serve/introspection.js'
import { ENDPOINTS, keySet, metadata, openidConfiguration } from '../../core/serve/metadata.js'
import { oauthError, type Reply, reply } from '../../core/serve/reply.js'
import type { RequestFault } from '../../core/serve/request-fault.js'
import type { Snapshot, Tools } from '../../core/serve/snapshot.js'
import { tokenReply } from '../../core/serve/token-endpoint.js'
import type { PasswordHash } from '../../core/users/password-hash.js'
import { accessPageOf, PAGE_HEADERS } from './access-page.js'
import { readBody } from './body.js'
import { safely } from './safely.js'
import { send, sendText } from './send.js'

/** Enough for a form with a token or a password. */
const FORM_LIMIT = 300_000

export interface ServerTools extends Omit<Tools, 'matches'> {
  /** As in Tools. @param gone aborted when the client has disconnected: nothing needs to be computed for it any more */
  matches(hash: PasswordHash, secret: string, gone: AbortSignal): Promise<boolean>
}

export interface Served {
  readonly tools: ServerTools
  /** For the commands that the access page offers. */
  readonly given: FileFlags
  /** The current files; called once per request. */
  snapshot(): Snapshot
  /** Called with each answer just before it is sent. */
  seen(reply: Reply, incoming: Pick<IncomingMessage, 'method' | 'url'>): void
  /** Called for a bug, which is answered with 500. */
  bug(error: unknown): void
}

/** A request whose Host and target were checked. */
export interface Call {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly path: string
  readonly query: string
}

type Work = (snapshot: Snapshot, call: Call) => Reply | Promise<Reply>

/** Answers each request by path and method: the server's own endpoints first, then the routes of the catalog. */
export function appOf(served: Served): (call: Call) => Promise<void> {
  const { tools } = served
  const moment = () => ({ now: tools.now(), leeway: tools.leeway })
  const { token, introspect, metadata: about, openid, jwks, authorize, page } = ENDPOINTS
  const own = new Map<string, Work>([
    [`POST ${token.path}`, (snapshot, call) => fromForm(snapshot, call, tools, tokenReply)],
    [
      `POST ${introspect.path}`,
      (snapshot, call) => fromForm(snapshot, call, tools, introspectReply),
    ],
    [`GET ${about.path}`, metadata],
    [`GET ${openid.path}`, openidConfiguration],
    [`GET ${jwks.path}`, keySet],
  ])
  function workFor(method: string, path: string): Work {
    if (path === authorize.path)
      return (snapshot, { incoming, query }) =>
        forwardAuth(snapshot, valuesOf(incoming), query, moment())
    return (
      own.get(`${method === 'HEAD' ? 'GET' : method} ${path}`) ??
      ((snapshot, call) => guarded(snapshot, call, moment()))
    )
  }
  return async (call) => {
    const { incoming, outgoing, path } = call
    const { method = '' } = incoming
    const snapshot = served.snapshot()
    const isPage = path === page.path && (method === 'GET' || method === 'HEAD')
    if (isPage || (path === '/' && isForBrowser(snapshot.catalog, incoming))) {
      const html = await safely(() => accessPageOf(snapshot, tools.leeway, served.given), served)
      if (typeof html === 'string') {
        served.seen(reply(200, {}), incoming)
        sendText(outgoing, 200, html, PAGE_HEADERS)
      } else if (html) answerWith(html)
      return
    }
    const answer = await safely(() => workFor(method, path)(snapshot, call), served)
    if (answer) answerWith(answer)

    function answerWith(answer: Reply): void {
      if (outgoing.destroyed) return
      served.seen(answer, incoming)
      send(outgoing, answer)
    }
  }
}

/** A person opened the address of the server, and the API has nothing there. Other requests get the guard's answer. */
function isForBrowser(catalog: Catalog, { method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.authorization === undefined &&
    /\btext\/html\b/.test(headers.accept ?? '') &&
    matchRoute(catalog, 'GET', '/').kind === 'none'
  )
}

async function guarded(
  snapshot: Snapshot,
  { incoming, path, query }: Call,
  moment: Parameters<typeof guard>[3],
): Promise<Reply> {
  const { method = '' } = incoming
  const headers = valuesOf(incoming)
  const preflight = preflightReply(snapshot.catalog, { method, path }, headers)
  if (preflight) return preflight
  const hasForm = isForm(incoming.headers['content-type']) && method !== 'GET'
  const form = hasForm ? await readBody(incoming, FORM_LIMIT) : undefined
  if (form === 'too-big') return tooBig()
  // A request whose body is never read would not become complete, and its connection could be closed for another one.
  if (!hasForm) incoming.resume()
  const authorization = headers('authorization')
  const credential = readCredential({ authorization, queries: [query], form })
  const ask = (catalog: Snapshot['catalog']) => askRequest(catalog, method, path)
  return shownToOrigin(await guard(snapshot, ask, credential, moment), headers)
}

const valuesOf =
  ({ headersDistinct }: IncomingMessage): HeaderValues =>
  (name) =>
    headersDistinct[name] ?? []

async function fromForm(
  snapshot: Snapshot,
  { incoming, outgoing, query }: Call,
  tools: ServerTools,
  work: typeof tokenReply,
): Promise<Reply> {
  const refused = (fault: RequestFault) => oauthError(400, 'invalid_request', fault)
  if (query) return refused({ is: 'query-parameters' })
  if (!isForm(incoming.headers['content-type'])) return refused({ is: 'not-a-form' })
  const body = await readBody(incoming, FORM_LIMIT)
  if (body === 'too-big') return tooBig()
  const form = readForm(body)
  if (!form.ok) return refused(form.why)
  const authorization = incoming.headersDistinct['authorization'] ?? []
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const matches: Tools['matches'] = (hash, secret) => tools.matches(hash, secret, gone.signal)
  return work(snapshot, { form, authorization }, { ...tools, matches })
}

const tooBig = (): Reply => ({
  ...reply(413, { error: 'invalid_request' }, { reasons: ['body-too-big'] }),
  fault: { is: 'body-too-big' },
})
