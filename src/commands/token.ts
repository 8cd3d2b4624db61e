import type { Command } from 'commander'
import type { TokenAnswer } from '../core/answer.js'
import type { Catalog, Route } from '../core/catalog/model.js'
import { LIFETIME } from '../core/catalog/read-token-settings.js'
import { satisfies } from '../core/catalog/requirement.js'
import { fail } from '../core/errors.js'
import { FLAW_NAMES } from '../core/issue/flaws.js'
import { claimsFor, issue, type Stamp, signClaims } from '../core/issue/mint.js'
import { splitScopes } from '../core/scope-token.js'
import { findSubject } from '../core/subject/find.js'
import { nameOf, type Subject } from '../core/subject/model.js'
import type { JsonObject } from '../core/token/model.js'
import type { Context } from '../io/context.js'
import { readClaimFlags } from './claim-flags.js'
import type { CommandModule } from './command.js'
import { newJti } from './new-jti.js'
import { openSession, type Session, whenNamed } from './session.js'
import { amongOthers, repeatable, withGlobals, withNamed } from './shared-flags.js'
import { signingKey } from './signing-key.js'
import { parseSpan } from './time-flags.js'
import { type Made, makeFlaws } from './token-flawed.js'
import { notesOf } from './token-notes.js'
import type { TokenOptions } from './token-options.js'

export const command = {
  about: 'Prints the bare token on stdout, and everything else on stderr.',
  examples: ['token --user alice', 'token --user alice --scope read --format curl'],
  define(command: Command, formats): Command {
    return withGlobals(
      withNamed(command)
        .option('--scope <SCOPES>', 'only these granted scopes (others: exit 4)')
        .option('--downscope', 'drop scopes that are not granted, with a warning')
        .option('--lifetime <DUR>', 'the lifetime, like 90s, 15m or 1h', (text) =>
          parseSpan('--lifetime', text, LIFETIME.least, LIFETIME.most),
        )
        .option('--audience <AUDIENCE>', "the audience (default: the catalog's first)")
        .option('--claim <CLAIM>', 'add a claim: name=text or name:=JSON (repeatable)', repeatable)
        .option(
          '--flaw <NAME>',
          'make a token with this defect, or all (help tokens)',
          amongOthers([...FLAW_NAMES, 'all'], String),
        )
        .option(
          '--with-configured-key',
          'allow a valid signature by the real key on a flawed token',
        ),
      formats,
    )
  },
  run: (_args, options, ctx) => issueToken(options as TokenOptions, ctx),
} satisfies CommandModule

async function issueToken(options: TokenOptions, ctx: Context): Promise<TokenAnswer> {
  // Here --audience is the audience to set, not the one to trust.
  const { audience, ...others } = options
  if (audience === 'any') fail('audience-any', {})
  const session = openSession(others, ctx, { users: whenNamed(options) })
  const { catalog, users, at } = session
  if (at === 'iat') fail('iat-unreadable', {})
  const flags = (['user', 'client', 'role'] as const).filter((name) => options[name] !== undefined)
  const [first, second, ...rest] = flags.map((name) => `--${name}`)
  if (first !== undefined && second !== undefined)
    fail('conflicting-flags', { flags: [first, second, ...rest] })
  const subject = findSubject(options, catalog, users) ?? fail('token-for-whom', {})
  const want = options.scope === undefined ? undefined : splitScopes(options.scope)
  const issued = issue(catalog, subject, want, { downscope: options.downscope ?? false })
  const extra = readClaimFlags(options.claim ?? [], catalog)
  const lifetime = options.lifetime ?? catalog.token.lifetime
  const stamp: Stamp = { now: at, lifetime, jti: newJti(ctx), audience, extra }

  const { tokens, notes, ...made } =
    options.flaw === undefined
      ? await makeGood(session, subject, issued.scopes, stamp)
      : await makeFlaws(options, session, {
          subject,
          scopes: issued.scopes,
          stamp,
        })
  const noted = { catalog, tokens, dropped: issued.dropped, lifetime }
  return {
    kind: 'token',
    outcome: 'yes',
    subject: { kind: subject.kind, name: nameOf(subject), source: first ?? '' },
    tokens,
    scopes: issued.scopes,
    dropped: issued.dropped,
    route: openedRoute(catalog, issued.scopes),
    notes: [...session.notes, ...notes, ...notesOf(options, noted, ctx.env)],
    files: { ...session.files, ...made },
  }
}

async function makeGood(
  session: Session,
  subject: Subject,
  scopes: readonly string[],
  stamp: Stamp,
): Promise<Made> {
  const { key, source, secretBytes, notes } = await signingKey(session)
  const claims: JsonObject = claimsFor(session.catalog, subject, scopes, stamp)
  const token = await signClaims(session.catalog.token, claims, key)
  const issued = { token, claims, flaw: undefined, expected: undefined }
  return { tokens: [issued], notes, key: source, secretBytes }
}

/** A route for the example: a GET without parameters, if the token allows one. */
function openedRoute(catalog: Catalog, scopes: readonly string[]): Route | undefined {
  const held = new Set(scopes)
  const open = catalog.routes.filter(({ requirement }) => satisfies(requirement, held))
  return (
    open.find(({ method, pattern }) => method === 'GET' && pattern.params.length === 0) ?? open[0]
  )
}
