import type { HttpBindings } from '@hono/node-server'
import type { Context as Call } from 'hono'
import { Hono } from 'hono/tiny'
import { matchRoute } from '../../core/catalog/match-route.js'
import type { Catalog } from '../../core/catalog/model.js'
import { askRequest } from '../../core/decision/question.js'
import { ScopectlError } from '../../core/errors.js'
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
import { jsonText } from '../../core/token/written-number.js'
import { accessPageOf, PAGE_HEADERS } from './access-page.js'
import { readBody } from './body.js'
import { bodyOf } from './reply-body.js'

/** Enough for a form with a token or a password. */
const FORM_LIMIT = 300_000

type Env = { Bindings: HttpBindings }

export interface Served {
  readonly tools: Tools
  /** For the commands that the access page offers. */
  readonly given: FileFlags
  /** The current files; called once per request. */
  snapshot(): Snapshot
  /** Called with each answer just before it is sent. */
  seen(reply: Reply, incoming: Pick<HttpBindings['incoming'], 'method' | 'url'>): void
  /** Called for a bug, which is answered with 500. */
  bug(error: unknown): void
}

/** Routes each request to `serve` by path and method: its own endpoints first, then the routes of the catalog. */
export function appOf(served: Served): Hono<Env> {
  const app = new Hono<Env>()
  const on =
    (work: (snapshot: Snapshot, call: Call<Env>) => Reply | Promise<Reply>) =>
    async (call: Call<Env>): Promise<Response> => {
      const answer = await safely(() => work(served.snapshot(), call), served)
      served.seen(answer, call.env.incoming)
      const { status, headers } = answer
      if (status === 204) return new Response(null, { status, headers })
      return new Response(jsonText(bodyOf(answer)), {
        status,
        headers: { 'content-type': 'application/json', ...headers },
      })
    }
  const { token, introspect, metadata: about, openid, jwks, authorize, page } = ENDPOINTS
  app.post(
    token.path,
    on((snapshot, call) => fromForm(snapshot, call, served.tools, tokenReply)),
  )
  app.post(
    introspect.path,
    on((snapshot, call) => fromForm(snapshot, call, served.tools, introspectReply)),
  )
  app.get(about.path, on(metadata))
  app.get(openid.path, on(openidConfiguration))
  app.get(jwks.path, on(keySet))
  app.all(
    authorize.path,
    on((snapshot, call) => ask(snapshot, call, served.tools)),
  )
  const showPage = async (call: Call<Env>): Promise<Response> => {
    const html = await accessPageOf(served.snapshot(), served.tools.leeway, served.given)
    served.seen(reply(200, {}), call.env.incoming)
    return new Response(html, { headers: PAGE_HEADERS })
  }
  app.get(page.path, showPage)
  app.get('/', (call, next) =>
    isForBrowser(served.snapshot().catalog, call.env.incoming) ? showPage(call) : next(),
  )
  app.all(
    '*',
    on((snapshot, call) => guarded(snapshot, call, served.tools)),
  )
  return app
}

/** A person opened the address of the server, and the API has nothing there. Other requests get the guard's answer. */
function isForBrowser(catalog: Catalog, { method, headers }: HttpBindings['incoming']): boolean {
  return (
    method === 'GET' &&
    headers.authorization === undefined &&
    /\btext\/html\b/.test(headers.accept ?? '') &&
    matchRoute(catalog, 'GET', '/').kind === 'none'
  )
}

const momentOf = ({ now, leeway }: Tools) => ({ now: now(), leeway })

async function guarded(snapshot: Snapshot, { env, req }: Call<Env>, tools: Tools): Promise<Reply> {
  const { incoming } = env
  const { method = '' } = incoming
  const [path = '', query = ''] = split(incoming.url)
  const headers = valuesOf(incoming)
  const preflight = preflightReply(snapshot.catalog, { method, path }, headers)
  if (preflight) return preflight
  const hasForm = isForm(incoming.headers['content-type']) && method !== 'GET'
  const form = hasForm ? await readBody(req.raw, FORM_LIMIT) : undefined
  if (form === 'too-big') return tooBig()
  const authorization = headers('authorization')
  const credential = readCredential({ authorization, queries: [query], form })
  const ask = (catalog: Snapshot['catalog']) => askRequest(catalog, method, path)
  return shownToOrigin(await guard(snapshot, ask, credential, momentOf(tools)), headers)
}

function ask(snapshot: Snapshot, { env }: Call<Env>, tools: Tools): Promise<Reply> {
  const { incoming } = env
  return forwardAuth(snapshot, valuesOf(incoming), split(incoming.url)[1] ?? '', momentOf(tools))
}

const valuesOf =
  ({ headersDistinct }: HttpBindings['incoming']): HeaderValues =>
  (name) =>
    headersDistinct[name] ?? []

async function fromForm(
  snapshot: Snapshot,
  { env, req }: Call<Env>,
  tools: Tools,
  work: typeof tokenReply,
): Promise<Reply> {
  const { incoming } = env
  const refused = (fault: RequestFault) => oauthError(400, 'invalid_request', fault)
  if (split(incoming.url)[1]) return refused({ is: 'query-parameters' })
  if (!isForm(incoming.headers['content-type'])) return refused({ is: 'not-a-form' })
  const body = await readBody(req.raw, FORM_LIMIT)
  if (body === 'too-big') return tooBig()
  const form = readForm(body)
  if (!form.ok) return refused(form.why)
  return work(
    snapshot,
    { form, authorization: incoming.headersDistinct['authorization'] ?? [] },
    tools,
  )
}

const tooBig = (): Reply => ({
  ...reply(413, { error: 'invalid_request' }, { reasons: ['body-too-big'] }),
  fault: { is: 'body-too-big' },
})

/** The path, which listen.ts has already checked, and the query. */
function split(url = ''): [path: string, query: string | undefined] {
  const at = url.indexOf('?')
  return at < 0 ? [url, undefined] : [url.slice(0, at), url.slice(at + 1)]
}

/** An error must never look like a verdict. */
async function safely(work: () => Reply | Promise<Reply>, { bug }: Served): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ScopectlError) {
      const reasons = error.problems.map(({ code }) => code)
      return reply(503, { error: 'temporarily_unavailable', reasons }, { reasons })
    }
    bug(error)
    return reply(500, { error: 'server_error' }, { reasons: ['bug'] })
  }
}
