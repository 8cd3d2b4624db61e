import type { Command } from 'commander'
import { type Facts, factsOf } from '../core/access/facts.js'
import type { DiffAnswer } from '../core/diff/answer.js'
import { CHANGE_KINDS, type ChangeKind } from '../core/diff/change.js'
import { byWeight, compare } from '../core/diff/compare.js'
import { scopeChanges } from '../core/diff/scope-changes.js'
import { fail } from '../core/errors.js'
import { linesOf } from '../core/lock/print.js'
import { nearest } from '../core/nearest.js'
import { problem } from '../core/problem.js'
import type { CommandModule } from './command.js'
import { openSides } from './diff-sides.js'
import { Session } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

interface DiffOptions extends GlobalOptions {
  failOn?: readonly ChangeKind[]
}

export const command = {
  about:
    'Compares revisions or files (.yaml, .json, or starting with ./); A..B and\nA...B work as in git.\n' +
    'Without OLD: where this branch left the default branch. Without NEW: the working\ntree.\n' +
    `Kinds: ${CHANGE_KINDS.slice(0, 6).join(', ')},\n${CHANGE_KINDS.slice(6).join(', ')}.`,
  examples: [
    'diff main --fail-on gain,opened,weaker,trust,claims,new-route',
    'diff v1.0...HEAD --format md',
  ],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .argument('[OLD]', 'a revision, a file, A..B or A...B')
        .argument('[NEW]', 'a revision or a file')
        .option('--fail-on <KINDS>', 'exit 5 for these kinds of change, or any', readKinds),
      formats,
    ),
  async run(args, raw, ctx): Promise<DiffAnswer> {
    const { failOn = [], ...options } = raw as DiffOptions
    new Session(options, ctx).requireEnvironment()
    const { older, newer, files } = await openSides(args, options, ctx)
    const facts = [
      factsOf(older.catalog, older.users, older.thumbprints),
      factsOf(newer.catalog, newer.users, newer.thumbprints),
    ] as const
    const changes = [...compare(...facts, newer), ...scopeChanges(...facts, newer)].sort(byWeight)
    const unseen = changes.length === 0 ? differingLines(...facts) : 0
    const fails =
      changes.some(({ kind }) => failOn.includes(kind)) ||
      (unseen > 0 && failOn.length === CHANGE_KINDS.length)
    return {
      kind: 'diff',
      outcome: fails ? 'failed' : 'yes',
      from: older.name,
      to: newer.name,
      changes,
      unseen,
      failOn,
      notes: [...newer.notes, ...(unseen > 0 ? [problem('diff-unseen', { lines: unseen })] : [])],
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

/** `any`, or kinds separated by commas. */
function readKinds(text: string): readonly ChangeKind[] {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.includes('any')) return CHANGE_KINDS
  return parts.map((value) => {
    const kind = CHANGE_KINDS.find((each) => each === value)
    const choices = ['any', ...CHANGE_KINDS]
    const suggestion = nearest(value, choices)
    return kind ?? fail('invalid-choice', { flag: '--fail-on', value, choices, suggestion })
  })
}
