import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { factsOf } from '../../../src/core/access/facts.js'
import { checkLock } from '../../../src/core/lock/check.js'
import { wrongCount } from '../../../src/core/lock/counts.js'
import { withDigests } from '../../../src/core/lock/digest.js'
import { printFolded } from '../../../src/core/lock/fold.js'
import { parseLock } from '../../../src/core/lock/parse.js'
import { linesOf, printLock } from '../../../src/core/lock/print.js'
import { write } from '../../support/git.js'
import { tempDir } from '../../support/temp-dir.js'
import { load, type Pair } from './support.js'

/** Entries of a catalog and its users, each of which a branch may change. */
export interface Entries {
  readonly routes: Readonly<Record<string, string>>
  readonly roles: Readonly<Record<string, readonly string[]>>
  readonly users: Readonly<Record<string, readonly string[]>>
}

const SCOPES = ['a', 'b', 'c', 'long:scope:of:the:first', 'long:scope:of:the:second']
const NEEDS = ['public', 'authenticated', ...SCOPES.slice(0, 3), SCOPES.slice(3).join(' ')]
const ROLES = ['editor', 'auditor', 'boss', 'clerk']
const NEW = ['GET /new', 'GET /users/new', 'PUT /items/new', 'GET /zoo']

/** Enough routes that most changes are apart, so that git merges them without a conflict. */
export const BASE: Entries = {
  routes: Object.fromEntries(
    Array.from({ length: 36 }, (_, i) => [
      `${['GET', 'POST'][i % 2]} /${['items', 'users', 'orders'][i % 3]}/${i}`,
      NEEDS[i % NEEDS.length] ?? '',
    ]),
  ),
  roles: { editor: ['a'], auditor: ['b'], boss: ['a', 'b'] },
  users: { ann: ['editor'], ben: ['auditor', 'editor'], cid: [] },
}

type Section = keyof Entries
/** One entry of a branch, undefined if it is removed. */
export type Edit = readonly [Section, string, string | readonly string[] | undefined]

const some = <T>(from: readonly T[]) => fc.subarray([...from], { maxLength: 3 })
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constant('routes' as const),
      fc.constantFrom(...Object.keys(BASE.routes), ...NEW),
      fc.constantFrom(undefined, ...NEEDS),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constant('roles' as const), fc.constantFrom(...ROLES), some(SCOPES)),
  },
  fc.tuple(
    fc.constant('users' as const),
    fc.constantFrom('ann', 'ben', 'dan'),
    some(ROLES.slice(0, 3)),
  ),
)
export const edits = fc.array(edit, { minLength: 1, maxLength: 4 })

export function edited(base: Entries, changes: readonly Edit[]): Entries {
  const next = structuredClone(base) as Record<Section, Record<string, unknown>>
  for (const [section, name, value] of changes) {
    if (value === undefined) delete next[section][name]
    else next[section][name] = value
  }
  return next as unknown as Entries
}

/** What git makes of catalogs with an entry per line; undefined if both sides changed the same entry differently. */
export function mergedEntries(base: Entries, ours: Entries, theirs: Entries): Entries | undefined {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const merged: Record<string, Record<string, unknown>> = {}
  for (const section of ['routes', 'roles', 'users'] as const) {
    const [was, one, two] = [base[section], ours[section], theirs[section]]
    const all: Record<string, unknown> = {}
    for (const name of new Set([...Object.keys(one), ...Object.keys(two)])) {
      const changed = [one[name], two[name]].filter((each) => !same(each, was[name]))
      if (changed.length === 2 && !same(changed[0], changed[1])) return undefined
      const value = changed.length > 0 ? changed[0] : was[name]
      if (value !== undefined) all[name] = value
    }
    merged[section] = all
  }
  return merged as unknown as Entries
}

export const pairOf = ({ routes, roles, users }: Entries): Pair =>
  load(
    {
      scopes: Object.fromEntries(SCOPES.map((name) => [name, ''])),
      roles: Object.fromEntries(Object.entries(roles).map(([name, scopes]) => [name, { scopes }])),
      routes,
    },
    {
      users: Object.fromEntries(
        Object.entries(users).map(([name, held]) => [
          name,
          { roles: held.filter((role) => Object.hasOwn(roles, role)) },
        ]),
      ),
    },
  )

export type Form = 'lines' | 'folded'
export async function lockOf(pair: Pair, form: Form): Promise<string> {
  const facts = await withDigests(factsOf(pair.catalog, pair.users))
  return form === 'folded' ? printFolded(facts) : printLock(facts)
}

export const linesOfPair = ({ catalog, users }: Pair): string[] => linesOf(factsOf(catalog, users))

const folder = tempDir()
/** As `merge=union` in .gitattributes does it. */
export function union(base: string, ours: string, theirs: string): string {
  write(folder, { base, ours, theirs })
  const args = ['merge-file', '-p', '--union', 'ours', 'base', 'theirs']
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 })
}

/** What `lock --check` answers: 2 for a lock that is refused. */
export async function exitOf(lock: string, now: Pair): Promise<0 | 2 | 5> {
  const parsed = parseLock('access.lock', lock)
  if (!parsed.ok || (await wrongCount('access.lock', parsed.value.counts))) return 2
  return (await checkLock(parsed.value, now)).same ? 0 : 5
}
