import { issuedAlternatives } from '../catalog/issued.js'
import type { Catalog } from '../catalog/model.js'
import { carriedAfter, compileOne } from '../evidence/bench.js'
import { type Bearing, type Carried, carriedBy, isSameCarried } from '../evidence/carried.js'
import type { Change } from '../evidence/change.js'
import { answerAt, statusOf } from '../evidence/passes.js'
import { type FullRow, named } from '../evidence/rows.js'
import { type Compiled, hasBit } from '../matrix/compile.js'
import type { NamedSubject } from '../suite/model.js'
import type { Flaw } from '../token/flaws.js'
import type { Killer, Mutation, SeenBy } from './model.js'

/** What the search for a test looks at: the catalog as it is, and everybody with a full token. */
export interface Field {
  readonly bearing: Bearing
  readonly rows: readonly FullRow[]
}

export interface Sight {
  readonly seenBy: SeenBy
  readonly killer: Killer | undefined
}

/** Who would see the change, the plainest test first; nothing here depends on what the suites say. */
export function sightOf(field: Field, mutation: Mutation, change: Change): Sight {
  const full = firstKiller(field, change, fullCandidates(field, mutation, change))
  if (full) return { seenBy: 'full', killer: full }
  const narrowed = firstKiller(field, change, narrowedCandidates(field, mutation, change))
  return narrowed
    ? { seenBy: 'narrowed', killer: narrowed }
    : { seenBy: 'nothing', killer: undefined }
}

function firstKiller(
  field: Field,
  change: Change,
  candidates: Iterable<NamedSubject>,
): Killer | undefined {
  for (const subject of candidates) {
    const found = killerBy(field, change, subject)
    if (found) return written(field, change, subject, found)
  }
  return undefined
}

/** The first route at which the change gives this subject another answer. */
export function killerBy(
  { bearing, rows }: Field,
  change: Change,
  subject: NamedSubject,
): Killer | undefined {
  const before = rows.find((row) => row.subject === subject)?.carried ?? carriedBy(subject, bearing)
  if (change.touches === 'route') {
    const { requirement } = bearing.catalog.routes[change.route] ?? unknownRoute()
    const was = { compiled: compileOne(bearing.catalog, requirement), route: 0 }
    const is = { compiled: compileOne(bearing.catalog, change.requirement), route: 0 }
    return killerAt(bearing.catalog, change.route, subject, [was, before], [is, before])
  }
  const after = carriedAfter(subject, bearing, change)
  if (isSameCarried(before, after)) return undefined
  for (const route of bearing.catalog.routes.keys()) {
    const at = { compiled: bearing.compiled, route }
    const found = killerAt(bearing.catalog, route, subject, [at, before], [at, after])
    if (found) return found
  }
  return undefined
}

type View = readonly [at: { readonly compiled: Compiled; readonly route: number }, carried: Carried]

function killerAt(
  catalog: Catalog,
  route: number,
  subject: NamedSubject,
  [was, before]: View,
  [is, after]: View,
): Killer | undefined {
  const cell = answerAt(was.compiled, was.route, before, catalog.token)
  const status = cell === undefined ? undefined : statusOf(cell)
  if (status === undefined || cell === answerAt(is.compiled, is.route, after, catalog.token))
    return undefined
  return { subject, route: catalog.routes[route]?.name ?? '', status }
}

/**
 * A suite's `as` cannot say "everyone" (a column of a table can): where a default role, or a token without scopes,
 * shows the same, that is the test.
 */
function written(field: Field, change: Change, subject: NamedSubject, found: Killer): Killer {
  if (subject.subject.kind !== 'role' || subject.subject.roles.length > 0) return found
  const [role] = field.bearing.catalog.roles.keys()
  if (role === undefined) return found
  const bare = named({ kind: 'role', roles: [role] }, { flaw: 'unscoped' })
  return killerBy(field, change, bare) ?? found
}

function unknownRoute(): never {
  throw new Error('a change of a route that the catalog has not')
}

const FLAW_OF = {
  'wrong-audience': 'wrong-audience',
  'wrong-issuer': 'wrong-issuer',
  expired: 'expired',
} as const satisfies Record<string, Flaw>

function* fullCandidates(
  { bearing, rows }: Field,
  mutation: Mutation,
  change: Change,
): Generator<NamedSubject> {
  if (change.touches === 'trust') {
    const flaw = FLAW_OF[change.unchecked]
    for (const { subject, carried } of rows) {
      if (carried.kind === 'accepted' && isHolder(subject)) yield { ...subject, flaw }
    }
    return
  }
  if (change.touches === 'holder') {
    const { before } = change
    yield named(
      'claims' in before ? { kind: 'user', user: before } : { kind: 'client', client: before },
    )
    return
  }
  for (const { subject } of rows) yield subject
  if (
    !('role' in mutation) ||
    mutation.operator === 'drop-when' ||
    mutation.operator === 'set-default'
  )
    return
  // What one role alone does not open, it may open together with another one.
  for (const other of bearing.catalog.roles.keys()) {
    if (other !== mutation.role) yield named({ kind: 'role', roles: [mutation.role, other] })
  }
}

function* narrowedCandidates(
  field: Field,
  mutation: Mutation,
  change: Change,
): Generator<NamedSubject> {
  const { catalog } = field.bearing
  if (change.touches === 'grants' && 'role' in mutation && 'scope' in mutation) {
    // Whoever has lost the scope cannot be given a token with it any more.
    for (const { subject, carried } of field.rows) {
      const after = carriedAfter(subject, field.bearing, change)
      if (isHolder(subject) && !isSameCarried(carried, after))
        yield { ...subject, scope: [mutation.scope] }
    }
  }
  if (change.touches === 'grants' && change.implications) {
    const changed = [...catalog.scopes.keys()].filter(
      (name) => catalog.implied.get(name)?.size !== change.catalog.implied.get(name)?.size,
    )
    for (const name of changed) yield* carrying(field, [name])
  }
  if (change.touches !== 'route') return
  const before = catalog.routes[change.route]?.requirement ?? unknownRoute()
  const wanted = [before, change.requirement].flatMap((each) =>
    issuedAlternatives(catalog.implied, each),
  )
  const single = [...catalog.implied.values()].map((reached) => [...reached])
  for (const scopes of [...wanted, ...single]) if (scopes.length > 0) yield* carrying(field, scopes)
  const [holder] = field.rows.filter(
    ({ subject, carried }) => carried.kind === 'accepted' && isHolder(subject),
  )
  if (holder) yield { ...holder.subject, flaw: 'unscoped' }
}

/** A token of just these scopes: narrowed from somebody who has them, and bare. */
function* carrying({ bearing, rows }: Field, scopes: readonly string[]): Generator<NamedSubject> {
  const numbers = scopes.map((name) => bearing.compiled.numberOf.get(name) ?? 0)
  const holder = rows.find(
    ({ subject, carried }) =>
      isHolder(subject) &&
      carried.kind === 'accepted' &&
      numbers.every((number) => hasBit(carried.literal, number)),
  )
  if (holder) yield { ...holder.subject, scope: scopes }
  yield named({ kind: 'scopes', scopes })
}

/** Somebody for whom a token is made: of these a suite can narrow it, or spoil it. */
const isHolder = ({ subject }: NamedSubject): boolean =>
  subject.kind === 'user' ||
  subject.kind === 'client' ||
  (subject.kind === 'role' && subject.roles.length > 0)
