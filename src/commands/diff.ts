import type { Command } from 'commander'
import type { DiffAnswer } from '../core/diff/answer.js'
import { CHANGE_KINDS, type ChangeKind } from '../core/diff/change.js'
import { compare } from '../core/diff/compare.js'
import { fail } from '../core/errors.js'
import { type Facts, factsOf } from '../core/lock/facts.js'
import { linesOf } from '../core/lock/print.js'
import { nearest } from '../core/nearest.js'
import { type Problem, problem } from '../core/problem.js'
import type { CommandModule } from './command.js'
import { openSides } from './diff-sides.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

interface DiffOptions extends GlobalOptions {
  failOn?: readonly ChangeKind[]
}

const FORMATS = ['text', 'json', 'md']

export const command = {
  about:
    'A side is a revision, or a file (.yaml, .json, or ./ before it); A..B and\nA...B as in git.\n' +
    'OLD left out: where the default branch was left; NEW left out: the working tree.\n' +
    `Kinds: ${CHANGE_KINDS.slice(0, 5).join(', ')},\n${CHANGE_KINDS.slice(5).join(', ')}.`,
  examples: ['diff main --fail-on gain,opened,weaker,new-route', 'diff v1.0...HEAD --format md'],
  formats: FORMATS,
  define: (command: Command): Command =>
    withGlobals(
      command
        .argument('[OLD]', 'a revision, a file, A..B or A...B')
        .argument('[NEW]', 'a revision or a file')
        .option('--fail-on <KINDS>', 'exit 5 on these kinds of change, or any', readKinds),
      FORMATS,
    ),
  async run(args, raw, ctx): Promise<DiffAnswer> {
    const { failOn = [], ...options } = raw as DiffOptions
    const { older, newer, files } = await openSides(args, options, ctx)
    const facts = [
      factsOf(older.catalog, older.users),
      factsOf(newer.catalog, newer.users),
    ] as const
    const changes = compare(...facts, newer)
    return {
      kind: 'diff',
      outcome: changes.some(({ kind }) => failOn.includes(kind)) ? 'failed' : 'yes',
      from: older.name,
      to: newer.name,
      changes,
      failOn,
      notes: [...newer.notes, ...(changes.length === 0 ? unseen(...facts) : [])],
      files,
    }
  },
} satisfies CommandModule

/** What a role holds and no route needs, say: no change of access yet, but none to pass by in silence. */
function unseen(before: Facts, after: Facts): Problem[] {
  const [was, is] = [new Set(linesOf(before)), new Set(linesOf(after))]
  const lines =
    [...is].filter((line) => !was.has(line)).length +
    [...was].filter((line) => !is.has(line)).length
  return lines === 0 ? [] : [problem('diff-unseen', { lines })]
}

/** `any`, or kinds with commas between. */
function readKinds(text: string): readonly ChangeKind[] {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.includes('any')) return CHANGE_KINDS
  return parts.map((value) => {
    const kind = CHANGE_KINDS.find((each) => each === value)
    const choices = ['any', ...CHANGE_KINDS]
    const near = nearest(value, choices)
    return kind ?? fail('invalid-choice', { flag: '--fail-on', value, choices, near })
  })
}
