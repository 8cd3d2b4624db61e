import type { Command } from 'commander'
import { matchRoute } from '../core/catalog/match-route.js'
import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import { ROUTER_NAMES, type RouterName } from '../core/router/model.js'
import type { ServeAnswer, ServeEvent } from '../core/serve/answer.js'
import { issuerPort, serverUrl, usualPort } from '../core/serve/issuer.js'
import { ENDPOINTS } from '../core/serve/metadata.js'
import type { Snapshot } from '../core/serve/snapshot.js'
import { withoutQuery } from '../core/serve/target.js'
import type { Context } from '../io/context.js'
import { type Facts, notingFacts } from '../io/file-facts.js'
import type { JwksCache } from '../io/jwks-url.js'
import { later, within } from '../io/later.js'
import { keepCurrent, pinned } from '../io/server/keep-current.js'
import { listen } from '../io/server/listen.js'
import { rememberSecrets } from '../io/server/remembered-secrets.js'
import type { CommandModule, Emit } from './command.js'
import { fileFlags } from './matrix-page.js'
import { newJti } from './new-jti.js'
import { loadServeKeys, type ServeKeys } from './serve-keys.js'
import { logOf } from './serve-log.js'
import { openSession, type Session } from './session.js'
import { type GlobalOptions, oneOf, withGlobals } from './shared-flags.js'

type ServeOptions = GlobalOptions & { port?: number; router?: RouterName }

const MOST_PORT = 65_535

export const command = {
  about: [
    'Issues tokens (POST /token; metadata and keys are below /.well-known/),',
    'introspects them (POST /introspect), and answers every route of the catalog',
    'with 200, 401 or 403, like `check`. /.scopectl/authorize gives the same answers',
    'to a proxy (nginx auth_request, Traefik forwardAuth). A browser that opens the',
    'address gets the access page, which is also at /.scopectl/access.',
    'For development: loopback only. Edits reload live; invalid ones are reported.',
  ].join('\n'),
  examples: ['serve', 'serve --port 0 --json'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .option(
          '--port <PORT>',
          "the port; 0: any free one (default: the issuer's, or 8000)",
          readPort,
        )
        .option(
          '--router <NAME>',
          `how the API matches paths: ${ROUTER_NAMES.join(', ')}`,
          oneOf('--router', ROUTER_NAMES),
        ),
      formats,
    ),
  live: true,
  run: (_args, options, ctx, emit) => serve(options as ServeOptions, ctx, emit),
} satisfies CommandModule

/** For how long after the signal hashes are still started: one that has started cannot be stopped. */
const HASHES_MS = 1000
/** For how long after the signal the process waits for the last hash: the slowest takes several seconds on a busy machine. */
const LAST_HASH_MS = 3500
/** For how long the rest of the log may wait for its reader. */
const LOG_MS = 500

/** The signal came before there was anything to serve. */
const EARLY_END: ServeAnswer = {
  kind: 'serve',
  outcome: 'yes',
  ...{ event: 'stopped', requests: 0, unlogged: 0 },
  notes: [],
  files: {},
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  return port <= MOST_PORT ? port : fail('bad-port', { text })
}

interface State {
  readonly session: Session
  readonly keys: ServeKeys
  readonly read: Facts
}

async function serve(options: ServeOptions, ctx: Context, emit: Emit): Promise<ServeAnswer> {
  const stopped = ctx.interrupted()
  const jwks: JwksCache = new Map()
  const load = (flags: GlobalOptions, read: Facts): Promise<State> =>
    notingFacts(read, async () => {
      const session = openSession(flags, ctx, { users: true, jwks })
      if (session.at === 'iat') fail('iat-unreadable', {})
      return { session, keys: await loadServeKeys(session, jwks), read }
    })
  const first = await Promise.race([load(options, new Map()), stopped])
  if (!first) return EARLY_END
  let state = first
  const { catalog } = state.session
  const wanted = options.port ?? usualPort(catalog.token)
  const { router } = options
  let snapshot = snapshotOf(state, wanted, router)

  const answer = (event: ServeEvent, notes: readonly Problem[] = []): ServeAnswer => ({
    kind: 'serve',
    outcome: event.event === 'kept' ? 'notAsked' : 'yes',
    ...event,
    notes,
    files: { ...state.session.files, key: state.keys.source },
  })
  const log = logOf(emit, answer)
  const now = (): number => (typeof options.at === 'number' ? options.at : ctx.now())
  let bug: { readonly error: unknown } | undefined

  const secrets = rememberSecrets(ctx)
  const { matches } = secrets
  const server = await listen(wanted, {
    tools: { now, leeway: options.leeway, newJti: () => newJti(ctx), matches },
    given: fileFlags(options, ctx),
    snapshot: () => snapshot,
    seen: ({ status, facts }, { method = '', url = '' }) =>
      log.say(
        answer({ event: 'request', at: now(), method, path: withoutQuery(url), status, facts }),
      ),
    bug: (error) => {
      bug ??= { error }
    },
  })
  const { port } = server
  snapshot = snapshotOf(state, port, router)
  const { url } = snapshot
  ctx.tell(problem('serve-development', { url }))
  log.say(
    answer(
      { event: 'listening', url, port, routes: catalog.routes.length },
      notesOf(state, snapshot, port),
    ),
  )

  const flags = { ...options, catalog: pinned(state.session.files, ctx) }
  const release = keepCurrent(
    state,
    {
      load: (read) => load(flags, read),
      behind({ session, read }) {
        const { catalog, files, options } = session
        return { catalog, files, environment: options.env, read }
      },
      loaded: (next) => {
        state = next
        secrets.forget()
        snapshot = snapshotOf(next, port, router)
        const { routes } = next.session.catalog
        log.say(answer({ event: 'reloaded', routes: routes.length }, next.session.notes))
      },
      broken: (problems) => log.say(answer({ event: 'kept', problems })),
      failed: (error) => {
        bug ??= { error }
      },
    },
    ctx,
  )
  await stopped
  const signalled = ctx.elapsed()
  release()
  const cancel = later(HASHES_MS, () => void secrets.close())
  await server.stop()
  cancel()
  let isComputing = true
  const lastHash = secrets.close().then(() => {
    isComputing = false
  })
  await within(Math.max(0, LAST_HASH_MS - (ctx.elapsed() - signalled)), lastHash)
  if (isComputing) ctx.endBySignal()
  await log.end(LOG_MS)
  if (bug) throw bug.error
  return answer({ event: 'stopped', requests: log.requests, unlogged: log.unlogged })
}

function snapshotOf(
  { session: { catalog, users }, keys }: State,
  port: number,
  router: RouterName | undefined,
): Snapshot {
  const { trust, signing } = keys
  return { catalog, users, trust, signing, url: serverUrl(catalog.token, port), router }
}

/** Warnings to show at the start. */
function notesOf(
  { session, keys }: State,
  { users, catalog, url }: Snapshot,
  port: number,
): Problem[] {
  const { issuers } = catalog.token
  const issuer = issuers === 'any' ? undefined : issuers[0]
  const due = issuerPort(catalog.token)
  const isElsewhere = issuer !== undefined && due !== port
  const hasPassword = [...users.users.values()].some(({ password }) => password)
  const [user] = users.users.keys()
  return [
    ...session.notes,
    ...keys.notes,
    ...(isElsewhere ? [problem('serve-issuer-elsewhere', { issuer, url, port: due })] : []),
    ...(hasPassword || !keys.signing ? [] : [problem('serve-no-passwords', { user })]),
    ...shadowed(catalog),
  ]
}

/** Routes of the catalog that are hidden by endpoints of this server. */
function shadowed(catalog: Catalog): Problem[] {
  return Object.values(ENDPOINTS).flatMap(({ method, path }) => {
    const match = matchRoute(catalog, method, path)
    if (match.kind !== 'route') return []
    return [problem('serve-shadows', { route: match.route.name, endpoint: `${method} ${path}` })]
  })
}
