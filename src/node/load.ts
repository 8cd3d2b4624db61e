import { refuseReserved } from '../commands/claim-flags.js'
import { newJti } from '../commands/new-jti.js'
import { present } from '../commands/present.js'
import type { Session } from '../commands/session.js'
import { parseSpan } from '../commands/time-flags.js'
import { makeFlaws } from '../commands/token-flawed.js'
import { LIFETIME } from '../core/catalog/read-token-settings.js'
import { decide } from '../core/decision/decide.js'
import { heldBy, NO_TOKEN } from '../core/decision/presented.js'
import type { Question } from '../core/decision/question.js'
import { type Verdict, verdictOf } from '../core/decision/verdict.js'
import { fail } from '../core/errors.js'
import { claimsFor, issue, type Stamp, signClaims } from '../core/issue/mint.js'
import type { Problem } from '../core/problem.js'
import { splitScopes } from '../core/scope-token.js'
import { nameOf, type Subject } from '../core/subject/model.js'
import { carriedBy } from '../core/suite/carried.js'
import { normaliseToken } from '../core/token/compact.js'
import type { JsonObject, Rejected, Verified } from '../core/token/model.js'
import { verify } from '../core/token/verify.js'
import { readTokenScopes, viewsOf } from '../core/token-scopes/read.js'
import { whyNothingHeld } from '../core/token-scopes/why-not-held.js'
import { tokenText } from '../io/token-source.js'
import type { Access, LoadOptions, MintOptions, VerifyOptions } from './access.js'
import * as read from './arguments.js'
import { openLibrary } from './open.js'
import { spoken, spokenLater } from './spoken.js'

const MINT = [
  ...['scope', 'downscope', 'lifetime', 'audience', 'claims', 'at'],
  ...['flaw', 'withConfiguredKey'],
] as const
const VERIFY = ['at', 'leeway'] as const
const MOST_LEEWAY = 300

/**
 * Loads a catalog and its users file, as the command line does. Both are read immediately and validated as a whole; keys
 * are loaded when a token is first issued or verified.
 *
 * NOT done: watching the files. Load again to pick up edits.
 *
 * @param file the catalog, relative to the current folder; default: SCOPECTL_CATALOG, else the nearest `scopes.yaml` or `scopes.json`
 * above the current folder, up to the top of the repository
 * @param options other users, a profile, variables
 * @returns the loaded catalog, with its questions as methods
 * @throws ScopectlError with every problem of both files; its `message` has their sentences, locations and hints
 * @example
 * ```ts
 * import { load } from 'scopectl/node'
 *
 * const access = load('scopes.yaml')
 * access.can({ user: 'alice' }, 'DELETE /users/42') // => true
 * load('scopes.yaml', { profile: 'prod' }) // throws ScopectlError
 * ```
 */
export function load(file?: string | URL, options?: LoadOptions): Access
export function load(file?: unknown, options: unknown = {}, ...more: unknown[]): Access {
  return spoken(() => {
    read.refuseMore('load()', ['file', 'options'], more)
    return accessOf(openLibrary('load()', file, options).session)
  })
}

const QUESTION = ['who', 'goal']

function accessOf(session: Session): Access {
  const { catalog, users, notes } = session
  const presented = new WeakSet<object>()
  const who = (call: string, given: unknown) =>
    read.readWho(call, given, session, (each) => presented.has(each))
  return {
    catalog,
    users,
    notes,
    can: (given, goal, ...more: unknown[]) =>
      spoken(() => {
        read.refuseMore('can()', QUESTION, more)
        const question = read.readGoal('can()', goal, catalog)
        return isAllowed(session, who('can()', given), question)
      }),
    decide: (given, goal, ...more: unknown[]) =>
      spokenLater(async () => {
        read.refuseMore('decide()', QUESTION, more)
        const question = read.readGoal('decide()', goal, catalog)
        const found = who('decide()', given)
        const presented = isToken(found) ? found : await presentedBy(session, found)
        const decision = decide(catalog, question, presented)
        return { ...decision, notes: distinct(decision.notes) }
      }),
    mint: (holder, options = {}, ...more: unknown[]) =>
      spokenLater(async () => {
        read.refuseMore('mint()', ['holder', 'options'], more)
        read.readOptions('mint()', options, MINT)
        return await mint(session, read.readHolder('mint()', holder, catalog, users), options)
      }),
    verify: (token, options = {}, ...more: unknown[]) =>
      spokenLater(async () => {
        read.refuseMore('verify()', ['token', 'options'], more)
        read.readOptions('verify()', options, VERIFY)
        const text = read.readText('verify()', 'token', token)
        const found = await verified(session, text, options)
        presented.add(found)
        return found
      }),
  }
}

const isToken = (who: Subject | Verified | Rejected): who is Verified | Rejected =>
  who.kind === 'verified' || who.kind === 'rejected'

/** If the two ways to compare scopes differ and the catalog sets neither, the answer is a guess: no test may rely on it. */
function isAllowed(
  { catalog }: Session,
  who: Subject | Verified | Rejected,
  question: Question,
): boolean {
  const { status, views } = verdict()
  const { enforce: view, enforceWritten: written, profile } = catalog.token
  if (views && !written) fail('views-differ', { view, written, profile })
  return status === 200

  function verdict(): Verdict {
    if (isToken(who)) {
      const held = who.kind === 'verified' ? heldBy(catalog, who) : undefined
      return verdictOf(catalog, question, who, held)
    }
    const views = carriedBy(catalog, { subject: who, scope: undefined })
    return views
      ? verdictOf(catalog, question, { kind: 'verified' }, { views })
      : verdictOf(catalog, question, NO_TOKEN, undefined)
  }
}

async function presentedBy(session: Session, subject: Subject) {
  const shown = { kind: subject.kind, name: nameOf(subject), source: '' }
  const named = { kind: 'named', subject, scope: undefined, flaw: undefined, shown } as const
  return (await present(named, session)).presented
}

async function mint(session: Session, subject: Subject, options: MintOptions): Promise<string> {
  const { catalog, ctx, keys } = session
  const flaw = read.readFlawName('mint()', options.flaw)
  const claims = read.readObject('mint()', 'claims', options.claims) as JsonObject
  const downscope = read.readFlag('mint()', 'downscope', options.downscope)
  const withConfiguredKey = read.readFlag('mint()', 'withConfiguredKey', options.withConfiguredKey)
  const audience = read.readOptional('mint()', 'audience', options.audience)
  // A variable that is not set must not become a token with everything.
  const want =
    'scope' in options
      ? splitScopes(read.readNames('mint()', 'scope', options.scope).join(' '))
      : undefined
  for (const claim of Object.keys(claims)) refuseReserved(claim, 'claims', catalog)
  if (audience === 'any') fail('audience-any', {})
  const { scopes } = issue(catalog, subject, want, { downscope })
  const now = read.readDate('mint()', 'at', options.at) ?? ctx.now()
  const { least, most } = LIFETIME
  const lifetime =
    spanOf('mint()', 'lifetime', options.lifetime, least, most) ?? catalog.token.lifetime
  const stamp: Stamp = { now, lifetime, jti: newJti(ctx), audience, extra: claims }
  if (flaw === undefined) {
    const { key } = await keys.signing()
    return await signClaims(catalog.token, claimsFor(catalog, subject, scopes, stamp), key)
  }
  const made = await makeFlaws({ flaw, withConfiguredKey }, session, { subject, scopes, stamp })
  const [first] = made.tokens
  if (!first) throw new Error('no token was made')
  return first.token
}

async function verified(session: Session, token: string, options: VerifyOptions) {
  const { text } = tokenText(token, 'argument', {})
  const now = read.readDate('verify()', 'at', options.at) ?? session.ctx.now()
  const leeway = spanOf('verify()', 'leeway', options.leeway, 0, MOST_LEEWAY) ?? 0
  const { trust } = await session.keys.trust()
  const presented = await verify(normaliseToken(text), trust, { now, leeway })
  const { catalog } = session
  const { token: decoded } = presented
  if (!decoded) return presented
  const scopes = readTokenScopes(decoded, catalog.token)
  if (scopes.ambiguous) return presented
  const views = viewsOf(catalog, decoded, scopes)
  const why = whyNothingHeld(catalog, decoded, scopes, views)
  const notes = distinct([...presented.notes, ...scopes.notes, ...views.notes, ...why])
  return { ...presented, notes }
}

/** The notes of a verified token are also found when it is decided about. */
function distinct(notes: readonly Problem[]): Problem[] {
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()]
}

function spanOf(call: string, name: string, given: unknown, least: number, most: number) {
  const text = read.readSpan(call, name, given)
  return text === undefined ? undefined : parseSpan(name, text, least, most)
}
