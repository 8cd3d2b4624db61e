import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  BASE,
  type Edit,
  type Entries,
  edited,
  edits,
  exitOf,
  type Form,
  linesOfPair,
  lockOf,
  mergedEntries,
  pairOf,
  union,
} from './union-world.js'

interface Merged {
  readonly exit: 0 | 2 | 5
  /** What may be done after the merge that neither branch's lock says. */
  readonly unseen: readonly string[]
}

async function merge(ours: Entries, theirs: Entries, now: Entries, form: Form): Promise<Merged> {
  const sides = [BASE, ours, theirs].map(pairOf)
  const [base = '', one = '', two = ''] = await Promise.all(sides.map((side) => lockOf(side, form)))
  const pair = pairOf(now)
  const exit = await exitOf(union(base, one, two), pair)
  const seen = new Set(sides.slice(1).flatMap(linesOfPair))
  const all = linesOfPair(pair)
  // Whoever has a new role may at least do what everyone may.
  const everyone = (line: string) => line.replace(/^allow \S+/, 'allow everyone')
  const unseen = all.filter((line) => !seen.has(line) && !seen.has(everyone(line)))
  return { exit, unseen }
}

test('a union of two folded locks never passes with access that neither of them states', async () => {
  const seen = { passed: 0, hidden: 0, refused: 0, plain: 0 }
  await fc.assert(
    fc.asyncProperty(edits, edits, async (one, two) => {
      const [ours, theirs] = [edited(BASE, one), edited(BASE, two)]
      const now = mergedEntries(BASE, ours, theirs)
      if (!now) return
      const folded = await merge(ours, theirs, now, 'folded')
      const lines = await merge(ours, theirs, now, 'lines')
      if (folded.unseen.length > 0) {
        seen.hidden++
        expect(folded.exit, folded.unseen.join('\n')).not.toBe(0)
      }
      if (folded.exit === 0) seen.passed++
      if (lines.exit === 0) seen.plain++
      if (folded.exit === 2) seen.refused++
    }),
    { numRuns: 250 },
  )
  expect(seen.hidden, 'merges that allow what neither branch does').toBeGreaterThan(10)
  expect(seen.passed, 'merges that pass').toBeGreaterThan(25)
  expect(seen.plain - seen.passed, 'that pass only with one fact per line').toBeLessThan(
    seen.passed,
  )
  expect(seen.refused, 'merges that are refused').toBeLessThan(seen.passed / 4)
})

const members = Object.keys(BASE.routes).filter((name) => BASE.routes[name] === 'a')
const [first = '', , last = ''] = members
const TWO: readonly [string, readonly Edit[], readonly Edit[], 0 | 2 | 5][] = [
  [
    'both add another route to the same group',
    [['routes', 'GET /aaa', 'a']],
    [['routes', 'GET /zzz', 'a']],
    0,
  ],
  [
    'both add a route to the same folder, so that its numbers are equal',
    [['routes', 'GET /items/a0', 'a']],
    [['routes', 'GET /items/z0', 'a']],
    0,
  ],
  [
    'one adds a route to a group that the other opens to a role',
    [['routes', 'GET /aaa', 'a']],
    [['roles', 'auditor', ['a', 'b']]],
    5,
  ],
  [
    'one exchanges a route, which leaves the number of the group as it was; the other opens the group to a role',
    [
      ['routes', first, undefined],
      ['routes', 'GET /aaa', 'a'],
    ],
    [['roles', 'auditor', ['a', 'b']]],
    5,
  ],
  [
    'one moves all routes of a group away, the other adds one',
    members.map((name): Edit => ['routes', name, 'b']),
    [['routes', 'GET /zzz', 'a']],
    2,
  ],
  [
    'each adds a role, the first of which the other does not know',
    [['roles', 'clerk', ['a']]],
    [['routes', 'GET /zzz', 'a']],
    5,
  ],
]

test.each(TWO)('%s', async (_what, one, two, exit) => {
  const [ours, theirs] = [edited(BASE, one), edited(BASE, two)]
  const now = mergedEntries(BASE, ours, theirs)
  if (!now) throw new Error('the catalogs do not merge')
  expect((await merge(ours, theirs, now, 'folded')).exit).toBe(exit)
  expect((await merge(theirs, ours, now, 'folded')).exit).toBe(exit)
})

test('one changes the requirement of a route, the other removes it: only what a branch states passes', async () => {
  const [ours, theirs] = [
    edited(BASE, [['routes', last, 'public']]),
    edited(BASE, [['routes', last, undefined]]),
  ]
  expect((await merge(ours, theirs, ours, 'folded')).exit).toBe(0)
  expect((await merge(ours, theirs, theirs, 'folded')).exit).toBe(5)
  expect((await merge(ours, theirs, BASE, 'folded')).exit).toBe(5)
})

test('one branch folds the lock, the other changes a fact: refused, or up to date', async () => {
  const theirs = edited(BASE, [['routes', 'GET /zzz', 'a']])
  const base = await lockOf(pairOf(BASE), 'lines')
  const [folded, lines] = [
    await lockOf(pairOf(BASE), 'folded'),
    await lockOf(pairOf(theirs), 'lines'),
  ]
  for (const merged of [union(base, folded, lines), union(base, lines, folded)]) {
    expect(await exitOf(merged, pairOf(theirs))).toBe(2)
  }
})
