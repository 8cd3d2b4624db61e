import { issuedAlternatives } from '../../catalog/issued.js'
import { close } from '../../catalog/reach.js'
import type { Flaw } from '../../issue/flaws.js'
import { type Cell, hasBit } from '../../matrix/compile.js'
import { carriedAfter, compileOne } from '../evidence/bench.js'
import {
  type Bearing,
  type Carried,
  carriedBy,
  isSameCarried,
  type Unchecked,
} from '../evidence/carried.js'
import type { Change } from '../evidence/change.js'
import { answerAt, statusOf } from '../evidence/passes.js'
import { type FullRow, named } from '../evidence/rows.js'
import type { NamedSubject } from '../model.js'
import type { Killer, Mutation, SeenBy } from './model.js'

/** What the search for a test uses: the unchanged catalog, and every subject with a full token. */
export interface Field {
  readonly bearing: Bearing
  readonly rows: readonly FullRow[]
}

export interface Sight {
  readonly seenBy: SeenBy
  readonly killer: Killer | undefined
}

/** The subjects that would see the change, simplest test first; this does not depend on the suites. */
export function sightOf(field: Field, mutation: Mutation, change: Change): Sight {
  const killerBy = killersOf(field, change)
  const first = (candidates: Iterable<NamedSubject>): Killer | undefined => {
    for (const subject of candidates) {
      const found = killerBy(subject)
      if (found) return found
    }
    return undefined
  }
  const full = first(fullCandidates(field, mutation, change))
  if (full) return { seenBy: 'full', killer: writable(field, full, killerBy) }
  const killer = first(narrowedCandidates(field, mutation, change))
  return { seenBy: killer ? 'narrowed' : 'nothing', killer }
}

type KillerBy = (subject: NamedSubject) => Killer | undefined

/** Finds the first route for which the change gives a subject a different answer. */
function killersOf({ bearing, rows }: Field, change: Change): KillerBy {
  const { catalog, compiled } = bearing
  const { token } = catalog
  const known = new Map(rows.map(({ subject, carried }) => [subject, carried]))
  const before = (subject: NamedSubject): Carried =>
    known.get(subject) ?? carriedBy(subject, bearing)
  const killer = (subject: NamedSubject, route: number, cell: Cell | undefined) => {
    const status = cell === undefined ? undefined : statusOf(cell)
    const name = catalog.routes[route]?.name ?? unknownRoute()
    return status === undefined ? undefined : { subject, route: name, status }
  }
  if (change.touches === 'route') {
    const { requirement } = catalog.routes[change.route] ?? unknownRoute()
    const was = compileOne(catalog, requirement)
    const is = compileOne(catalog, change.requirement)
    return (subject) => {
      const carried = before(subject)
      const cell = answerAt(was, 0, carried, token)
      if (cell === answerAt(is, 0, carried, token)) return undefined
      return killer(subject, change.route, cell)
    }
  }
  return (subject) => {
    const carried = before(subject)
    const after = carriedAfter(subject, bearing, change)
    if (isSameCarried(carried, after)) return undefined
    for (const route of catalog.routes.keys()) {
      const cell = answerAt(compiled, route, carried, token)
      if (cell === answerAt(compiled, route, after, token)) continue
      const found = killer(subject, route, cell)
      if (found) return found
    }
    return undefined
  }
}

/**
 * A suite's `as` cannot express "everyone" (a column of a table can): if a token without scopes shows the same, it is
 * used for the test. With a default role this is never needed, since the role's own row is the same.
 */
function writable(field: Field, found: Killer, killerBy: KillerBy): Killer {
  const { subject } = found
  if (subject.kind === 'token' || subject.subject.kind !== 'role') return found
  const [role] = field.bearing.catalog.roles.keys()
  if (subject.subject.roles.length > 0 || role === undefined) return found
  const bare = named({ kind: 'role', roles: [role] }, { flaw: 'unscoped' })
  return killerBy(bare) ?? found
}

function unknownRoute(): never {
  throw new Error('a change of a route that the catalog has not')
}

const FLAW_OF = {
  'wrong-audience': 'wrong-audience',
  'wrong-issuer': 'wrong-issuer',
  'bad-header': 'wrong-type',
  expired: 'expired',
} as const satisfies Record<Unchecked, Flaw>

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
  // A role may allow a route only together with another one.
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
    // A subject that has lost the scope can no longer get a token with it.
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
  const single = [...catalog.scopes.keys()].map((name) => [...close(catalog.implied, [name])])
  for (const scopes of [...wanted, ...single]) if (scopes.length > 0) yield* carrying(field, scopes)
  const [holder] = field.rows.filter(
    ({ subject, carried }) => carried.kind === 'accepted' && isHolder(subject),
  )
  if (holder) yield { ...holder.subject, flaw: 'unscoped' }
}

/** A token with just these scopes: narrowed from a subject that has them, or bare. */
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

/** A subject for which a token is made: a suite can narrow that token, or give it a flaw. */
const isHolder = ({ subject }: NamedSubject): boolean =>
  subject.kind === 'user' ||
  subject.kind === 'client' ||
  (subject.kind === 'role' && subject.roles.length > 0)
