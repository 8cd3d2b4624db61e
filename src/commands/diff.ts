import type { Command } from 'commander'
import { type Facts, factsOf } from '../core/access/facts.js'
import { allChanges } from '../core/diff/all-changes.js'
import type { DiffAnswer } from '../core/diff/answer.js'
import { CHANGE_KINDS, type Change, type ChangeKind, countKinds } from '../core/diff/change.js'
import { allowsLess, countedBy, countsFor, isAny } from '../core/diff/counts-for.js'
import { linesOf } from '../core/lock/print.js'
import { type Problem, problem } from '../core/problem.js'
import type { CommandModule } from './command.js'
import { checkAnyToken, compareAnyToken } from './diff-any-token.js'
import { openSides } from './diff-sides.js'
import { failOnKinds } from './fail-on.js'
import { Session } from './session.js'
import { amongOthers, type GlobalOptions, withGlobals } from './shared-flags.js'

interface DiffOptions extends GlobalOptions {
  failOn?: readonly ChangeKind[]
  newCatalog?: boolean
  anyToken?: boolean
}

export const command = {
  about:
    'Compares revisions or files (.yaml, .json, or starting with ./); A..B and\nA...B work as in git.\n' +
    'Without OLD: where this branch left the default branch. Without NEW: the working\ntree.\n' +
    `Kinds: ${CHANGE_KINDS.slice(0, 6).join(', ')},\n${CHANGE_KINDS.slice(6).join(', ')}.`,
  examples: [
    'diff main --fail-on gain,weaker,trust,claims,new-route',
    'diff v1.0...HEAD --format md',
  ],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .argument('[OLD]', 'a revision, a file, A..B or A...B')
        .argument('[NEW]', 'a revision or a file')
        .option(
          '--fail-on <KINDS>',
          'exit 5 for these kinds of change, or any; gain includes opened',
          kindsOf,
        )
        .option('--new-catalog', 'accept an OLD without the catalog: all of it is new')
        .option('--any-token', 'compare for every token that could exist, not for roles and users'),
      formats,
    ),
  async run(args, raw, ctx): Promise<DiffAnswer> {
    const { failOn = [], ...options } = raw as DiffOptions
    new Session(options, ctx).requireEnvironment()
    if (options.anyToken) checkAnyToken(options)
    const { older, newer, files } = await openSides(args, options, ctx)
    if (options.anyToken) return compareAnyToken({ older, newer, files }, failOn)
    const facts = [
      factsOf(older.catalog, older.users, older.thumbprints),
      factsOf(newer.catalog, newer.users, newer.thumbprints),
    ] as const
    const changes = allChanges(...facts, newer)
    const unseen = changes.length === 0 ? differingLines(...facts) : 0
    const fails =
      changes.some((change) => countsFor(change, failOn)) || (unseen > 0 && isAny(failOn))
    const notes: Problem[] = unseen > 0 ? [problem('diff-unseen', { lines: unseen })] : []
    if (failOn.length > 0 && !fails) notes.push(...uncounted(changes, failOn))
    return {
      kind: 'diff',
      outcome: fails ? 'failed' : 'yes',
      from: older.name,
      to: newer.name,
      changes,
      unseen,
      failOn,
      notes: [...older.notes, ...newer.notes, ...notes],
      files,
    }
  },
} satisfies CommandModule

/** Lines of the lock that differ without a visible change: each still counts as a change. */
function differingLines(before: Facts, after: Facts): number {
  const [was, is] = [new Set(linesOf(before)), new Set(linesOf(after))]
  const added = [...is].filter((line) => !was.has(line)).length
  return added + [...was].filter((line) => !is.has(line)).length
}

/** A gate that passes says which changes it did not look for, if they may let somebody in. */
function uncounted(changes: readonly Change[], failOn: readonly ChangeKind[]): Problem[] {
  const found = countKinds(changes.filter((change) => !allowsLess(change)))
  const kinds = [...found].map(([kind, count]) => ({ kind, count }))
  return kinds.length > 0 ? [problem('fail-on-uncounted', { failOn, kinds })] : []
}

const readKinds = failOnKinds(CHANGE_KINDS)
const kindsOf = amongOthers(readKinds.choices, (text): readonly ChangeKind[] => {
  return [...new Set(readKinds(text).flatMap(countedBy))]
})
