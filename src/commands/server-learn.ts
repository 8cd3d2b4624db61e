import type { Command } from 'commander'
import type { LearnAnswer } from '../core/answer.js'
import { readSent } from '../core/as-server/judge-token.js'
import {
  type Answers,
  LEEWAYS,
  learnProfile,
  requireGuard,
  requireTable,
} from '../core/as-server/learn.js'
import { type OddToken, oddTokens } from '../core/as-server/odd-tokens.js'
import { parseProfile } from '../core/as-server/parse.js'
import { requirementText, satisfies, tokenAlternatives } from '../core/catalog/requirement.js'
import { askRoute } from '../core/decision/question.js'
import { fail } from '../core/errors.js'
import { claimsFor, issue } from '../core/issue/mint.js'
import { sourceOf } from '../core/source.js'
import { findSubject } from '../core/subject/find.js'
import type { JsonObject, Key, Trust } from '../core/token/model.js'
import { askStatus } from '../io/ask-status.js'
import type { Context } from '../io/context.js'
import { writeProfile } from '../io/profile-file.js'
import { rawSigner } from '../io/raw-signer.js'
import type { CommandModule } from './command.js'
import { newJti } from './new-jti.js'
import { openSession, type Session, whenNamed } from './session.js'
import { type GlobalOptions, type SubjectOptions, withGlobals, withNamed } from './shared-flags.js'
import { signingKey } from './signing-key.js'
import { type TargetOptions, targetOf, withTarget } from './target.js'

interface LearnOptions
  extends GlobalOptions,
    TargetOptions,
    Pick<SubjectOptions, 'user' | 'client' | 'role'> {
  output?: string
  force?: boolean
  withConfiguredKey?: boolean
}

export const command = {
  about: [
    'Sends about 100 GET requests with odd tokens to one route of a running server, and',
    'writes what it accepts as a table for check --as-server FILE. Never writes a token.',
  ].join('\n'),
  examples: [
    'server learn http://localhost:8000/items/ --user alice -o server.yaml',
    'server learn http://localhost:8000/items/ --role reader -o api.json',
  ],
  define: (command: Command, formats): Command =>
    withGlobals(
      withTarget(
        withNamed(command.argument('<URL>', 'the address of a GET route that needs scopes'))
          .option('-o, --output <FILE>', 'write the table to this file (YAML, or .json)')
          .option('--force', 'replace an existing file')
          .option(
            '--with-configured-key',
            'allow odd tokens with a valid signature by the real key',
          ),
      ),
      formats,
    ),
  run: (args, options, ctx) => learn(args[0] ?? '', options as LearnOptions, ctx),
} satisfies CommandModule

/** What is asked, and with which tokens. */
interface Exam {
  readonly url: URL
  readonly session: Session
  readonly key: Key
  readonly trust: Trust
  /** The claims of a good token, valid from now on. */
  claims(): JsonObject
}

async function learn(text: string, options: LearnOptions, ctx: Context): Promise<LearnAnswer> {
  const { output, force = false } = options
  if (output === undefined) fail('flag-needs', { flag: 'server learn', needs: '-o FILE' })
  const url = targetOf(
    text,
    options,
    'server learn http://localhost:8000/items/ --role ROLE -o server.yaml',
  )
  const session = openSession(options, ctx, { users: whenNamed(options) })
  const { catalog, users } = session
  const { route, requirement } = askRoute(catalog, `GET ${url.pathname}`)
  const name = route?.name ?? url.pathname
  const [needed] = tokenAlternatives(requirement)
  if (requirement.level !== 'scopes' || !needed)
    fail('learn-route', { route: name, needs: requirementText(requirement) }, route?.at)
  const subject = findSubject(options, catalog, users) ?? fail('token-for-whom', {})
  const { scopes } = issue(catalog, subject, undefined)
  if (!satisfies(requirement, new Set(scopes))) fail('learn-cannot-call', { route: name })
  if (catalog.token.key !== undefined && !options.withConfiguredKey) fail('learn-needs-consent', {})
  const { key, source, notes } = await signingKey(session)
  const { issuers, audiences } = catalog.token
  const trust = { algorithm: key.algorithm, keys: [key], issuers, audiences }
  // Anyone who finds a token with a valid signature by a real key can use it.
  const lifetime = Math.min(catalog.token.lifetime, 60)
  const claims = (): JsonObject =>
    claimsFor(catalog, subject, scopes, { now: ctx.now(), lifetime, jti: newJti(ctx) })
  const answers = await ask({ url, session, key, trust, claims }, scopes)
  requireTable(`${url.origin}${url.pathname}`, answers)
  // What is written must be readable.
  const profile = parseProfile(sourceOf(learnProfile(answers, catalog.token), output))
  const file = writeProfile(output, profile, { ctx, force })
  return {
    kind: 'server learn',
    outcome: 'yes',
    file,
    url: `${url.origin}${url.pathname}`,
    profile,
    notes: [...session.notes, ...notes],
    files: { ...session.files, key: source },
  }
}

/** One request after the other: the server may be a small one. */
async function ask(exam: Exam, scopes: readonly string[]): Promise<Answers> {
  const { url, session, trust } = exam
  const { ctx, catalog } = session
  const get = (token?: string) => askStatus(url, { method: 'GET', token })
  const good = () => oddToken(exam, scopes, 'a valid one')
  const first = { noToken: await get(), good: await get(good()) }
  requireGuard(`${url.origin}${url.pathname}`, first)
  const head = await askStatus(url, { method: 'HEAD', token: good() })
  const odd = []
  for (const what of oddNames(exam, scopes)) {
    const token = oddToken(exam, scopes, what)
    const status = await get(token)
    const { conditions } = await readSent({ text: token, trust }, { now: ctx.now(), leeway: 0 })
    odd.push({ what, conditions, status })
  }
  let leeway: number = LEEWAYS[0]
  for (const [i, next] of LEEWAYS.slice(1).entries()) {
    const ago = ((LEEWAYS[i] ?? 0) + next) / 2
    if ((await get(oddToken(exam, scopes, 'a valid one', ago))) !== first.good) break
    leeway = next
  }
  const open = catalog.routes.find(
    ({ method, requirement, pattern }) =>
      method === 'GET' && requirement.level === 'public' && pattern.params.length === 0,
  )
  const publicBad =
    open &&
    (await askStatus(new URL(open.template, url.origin), {
      method: 'GET',
      token: oddToken(exam, scopes, 'another signature'),
    }))
  return { ...first, head, odd, leeway, publicBad }
}

const all = (exam: Exam, scopes: readonly string[], ago = 0) => {
  const now = exam.session.ctx.now()
  const claims = exam.claims()
  // An expired token was issued before it expired.
  const times = ago === 0 ? {} : { iat: now - 3600, exp: Math.floor(now - ago) }
  const scopeClaim = exam.session.catalog.token.scopeClaims?.[0] ?? 'scope'
  return oddTokens(rawSigner(exam.key, exam.session.catalog.token.type), {
    now: Math.floor(now),
    claims: { ...claims, ...times },
    scopeClaim,
    scopes,
  })
}
const oddNames = (exam: Exam, scopes: readonly string[]) =>
  all(exam, scopes).map(({ what }) => what)
/** How long a set of them is used, in seconds: each is valid for a minute only, and RSA signatures take a while. */
const FRESH = 10
const made = new WeakMap<Exam, { readonly at: number; readonly tokens: readonly OddToken[] }>()

function oddToken(exam: Exam, scopes: readonly string[], what: string, ago = 0): string {
  const now = exam.session.ctx.now()
  const last = made.get(exam)
  const isFresh = ago === 0 && last !== undefined && now - last.at < FRESH
  const tokens = isFresh ? last.tokens : all(exam, scopes, ago)
  if (ago === 0 && !isFresh) made.set(exam, { at: now, tokens })
  return tokens.find((each) => each.what === what)?.token ?? ''
}
