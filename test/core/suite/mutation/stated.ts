import fc from 'fast-check'
import { decide } from '../../../../src/core/decision/decide.js'
import type { Presented } from '../../../../src/core/decision/presented.js'
import type { Question } from '../../../../src/core/decision/question.js'
import { ScopectlError } from '../../../../src/core/errors.js'
import { FLAWS, type Flaw } from '../../../../src/core/issue/flaws.js'
import { makeFlawed } from '../../../../src/core/issue/make-flawed.js'
import { issue } from '../../../../src/core/issue/mint.js'
import type { Stated } from '../../../../src/core/suite/evidence/passes.js'
import type { NamedSubject, Status } from '../../../../src/core/suite/model.js'
import { decode } from '../../../../src/core/token/decode.js'
import { verify } from '../../../../src/core/token/verify.js'
import type { World } from '../../../support/generators.js'
import { NOW, present, SECRET, trustFor } from '../../../support/signing.js'
import type { Mutated } from './support.js'

const OTHER_KEY = {
  ...SECRET,
  jwk: { kty: 'oct' as const, k: Buffer.alloc(32, 8).toString('base64url') },
}

/** The subject in another model: the user with the same name there. */
function there({ subject, ...rest }: NamedSubject, { users }: Mutated): NamedSubject {
  if (subject.kind === 'user') {
    return { ...rest, subject: { kind: 'user', user: users.users.get(subject.user.name)! } }
  }
  if (subject.kind === 'client') {
    return { ...rest, subject: { kind: 'client', client: users.clients.get(subject.client.name)! } }
  }
  return { ...rest, subject }
}

const REASON = {
  audience: 'wrong-audience',
  issuer: 'wrong-issuer',
  type: 'bad-header',
  expiry: 'expired',
}

/** A full token for the subject, made and verified in the model; undefined if there can be none. */
export async function presentedIn(
  model: Mutated,
  was: NamedSubject,
): Promise<Presented | undefined> {
  const { catalog } = model
  const { subject, scope, flaw } = there(was, model)
  if (subject.kind === 'anonymous') return { kind: 'none' }
  if (
    (subject.kind === 'user' && subject.user.disabled) ||
    (subject.kind === 'client' && subject.client.disabled)
  ) {
    return { kind: 'none' }
  }
  try {
    const { scopes } = issue(catalog, subject, scope)
    if (!flaw) return await present(catalog, subject, scopes)
    const trust = trustFor(catalog)
    const kit = { catalog, subject, scopes, trust, rightKey: SECRET, otherKey: OTHER_KEY }
    const text = await makeFlawed(flaw, { ...kit, stamp: { now: NOW, lifetime: 900, jti: 'jti' } })
    const result = await verify(text, trust, { now: NOW, leeway: 0 })
    if (result.kind === 'verified' || !model.skipped) return result
    const left = result.refusals.filter(({ reason }) => reason !== REASON[model.skipped!])
    if (left.length > 0) return { ...result, refusals: left as never }
    return { kind: 'verified', token: decodedOf(text) as never, notes: [] }
  } catch (error) {
    if (error instanceof ScopectlError) return undefined
    throw error
  }
}

function decodedOf(text: string): unknown {
  const read = decode(text)
  return read.kind === 'decoded' ? read.token : undefined
}

/** Evaluates the assertion with a real token, from the beginning. */
export async function holdsIn(model: Mutated, stated: Stated): Promise<boolean> {
  const subject = stated.subject as NamedSubject
  const route = model.catalog.routes.find(({ name }) => name === stated.route.name)!
  const presented = await presentedIn(model, subject)
  if (!presented) return false
  if (route.requirement.level === 'undecided' || stated.expected === 'undecided') {
    return route.requirement.level === 'undecided' && stated.expected === 'undecided'
  }
  const question = {
    requirement: route.requirement,
    route,
    method: route.method,
    path: undefined,
    notes: [],
  } as Question
  const decision = decide(model.catalog, question, presented)
  if (decision.views && !model.catalog.token.enforceWritten) return false
  if (!stated.expected.has(decision.status)) return false
  if (decision.decision === 'allow' || !subject.flaw) return true
  return decision.reasons[0].code === (FLAWS[subject.flaw].reason ?? 'insufficient_scope')
}

const FLAWS_TRIED: readonly Flaw[] = [
  'expired',
  'wrong-audience',
  'wrong-issuer',
  'wrong-key',
  'unscoped',
  'scope-lookalike',
  'scope-claim-other',
  'implied-only',
]

/** Passing assertions: random subjects, including narrowed and flawed ones, with the statuses that they get. */
export async function assertionsIn(w: World, seeds: readonly Seed[]): Promise<Stated[]> {
  const { catalog, users } = w
  const model: Mutated = { catalog, users, skipped: undefined }
  const found: Stated[] = []
  const subjects = [
    ...[...catalog.roles.keys()].map((role) => ({ kind: 'role' as const, roles: [role] })),
    ...[...users.users.values()].map((user) => ({ kind: 'user' as const, user })),
    ...[...users.clients.values()].map((client) => ({ kind: 'client' as const, client })),
    { kind: 'anonymous' as const },
    ...[...catalog.scopes.keys()].map((name) => ({ kind: 'scopes' as const, scopes: [name] })),
  ]
  for (const { who, where, narrow, flaw, loose } of seeds) {
    const subject = subjects[who % subjects.length]!
    const route = catalog.routes[where % Math.max(1, catalog.routes.length)]
    if (!route) continue
    const isHolder = subject.kind === 'role' || subject.kind === 'user' || subject.kind === 'client'
    const names = [...catalog.scopes.keys()]
    const named: NamedSubject = {
      kind: 'named',
      subject,
      scope: isHolder && narrow !== undefined ? [names[narrow % names.length]!] : undefined,
      flaw: isHolder && flaw !== undefined ? FLAWS_TRIED[flaw % FLAWS_TRIED.length] : undefined,
    }
    const wide: Status[] = loose ? [401, 403] : []
    const candidates: Stated['expected'][] = [
      new Set<Status>([200]),
      new Set<Status>(loose ? wide : [401]),
      new Set<Status>(loose ? wide : [403]),
      'undecided',
    ]
    for (const expected of candidates) {
      const stated = { subject: named, route, expected }
      if (await holdsIn(model, stated)) {
        found.push(stated)
        break
      }
    }
  }
  return found
}

interface Seed {
  readonly who: number
  readonly where: number
  readonly narrow: number | undefined
  readonly flaw: number | undefined
  readonly loose: boolean
}

const maybe = fc.option(fc.nat(20), { nil: undefined, freq: 3 })
export const seeds = fc.array(
  fc.record({
    who: fc.nat(40),
    where: fc.nat(10),
    narrow: maybe,
    flaw: maybe,
    loose: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
)
