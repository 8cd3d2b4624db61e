import type { DiffAnswer } from '../core/diff/answer.js'
import { CHANGE_KINDS, type ChangeKind, countKinds } from '../core/diff/change.js'
import { countsFor } from '../core/diff/counts-for.js'
import { anyTokenGithub, anyTokenJson, anyTokenMd, anyTokenText } from './any-token.js'
import { changeAnnotation, failOnText, levelOf } from './change-github.js'
import { changeJson, countText, wordsOf } from './change-words.js'
import { changesMd } from './changes-md.js'
import type { JsonOf } from './documents/dsl.js'
import type { anyTokenDiff } from './documents/proof.js'
import type { diff } from './documents/review.js'
import { escapeText } from './escape.js'
import { annotation } from './github.js'
import type { Style } from './style.js'
import { type Cell, table } from './table.js'

export function text(answer: DiffAnswer, style: Style): string {
  if (answer.anyToken) return anyTokenText(answer, answer.anyToken, style)
  const { changes } = answer
  if (changes.length === 0) return table([[unchangedText(answer)]], { indent: 0 })
  const rows = changes.map((change): Cell[] => {
    const { who, route, why } = wordsOf(change)
    return [
      { text: change.kind.toUpperCase(), paint: paintOf(change.kind, style) },
      who,
      route,
      why,
    ]
  })
  const failed = failedText(answer)
  return `${table(rows, { indent: 0, columns: style.columns, between: ', ' })}${countText(changes)}${failed}\n`
}

const unchangedText = ({ from, to, outcome }: DiffAnswer): string =>
  `no access changes from ${from} to ${to}${outcome === 'failed' ? '; --fail-on any' : ''}`

function paintOf(kind: ChangeKind, style: Style): Style['bad'] {
  if (kind === 'gain' || kind === 'opened' || kind === 'weaker') return style.bad
  if (kind === 'trust' || kind === 'claims' || kind === 'new-route') return style.warn
  return style.dim
}

/** The --fail-on of the line, if one of its kinds occurred: pasted, it must forbid no less than what was asked. */
function failedText({ changes, failOn }: DiffAnswer): string {
  const fails = changes.some((change) => countsFor(change, failOn))
  return fails ? `; --fail-on ${failOnText(failOn)}` : ''
}

export const md = (answer: DiffAnswer): string =>
  answer.anyToken ? anyTokenMd(answer, answer.anyToken) : changesMd(answer)

/** An annotation for each change: an error if --fail-on names its kind, a warning if it lets more in. */
export function github(answer: DiffAnswer): string {
  if (answer.anyToken) return anyTokenGithub(answer, answer.anyToken)
  const { changes, failOn, files, outcome } = answer
  const frame = { command: 'diff', file: files.catalog } as const
  if (changes.length === 0 && outcome === 'failed') {
    const message = escapeText(unchangedText(answer))
    return annotation({ level: 'error', file: files.catalog, title: 'scopectl diff', message })
  }
  return changes
    .map((change) => changeAnnotation(change, { ...frame, level: levelOf(change, failOn) }))
    .join('')
}

export function json(answer: DiffAnswer): JsonOf<typeof diff> | JsonOf<typeof anyTokenDiff> {
  if (answer.anyToken) return anyTokenJson(answer, answer.anyToken)
  const { from, to, changes, unseen, failOn } = answer
  const counts = countKinds(changes)
  return {
    from,
    to,
    changes: changes.map(changeJson),
    counts: Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, counts.get(kind) ?? 0])),
    unseen_lines: unseen,
    fail_on: failOn,
  }
}
