import type { AnyToken, DiffAnswer } from '../core/diff/answer.js'
import { TOKEN_KINDS, type TokenChange, type TokenKind } from '../core/diff/token-change.js'
import { changeRowOf, countTokens } from './any-token-words.js'
import { callerJson } from './caller-words.js'
import { failOnText, levelOf } from './change-github.js'
import type { JsonOf } from './documents/dsl.js'
import type { anyTokenDiff, tokenChange } from './documents/proof.js'
import { escapeText } from './escape.js'
import { annotation } from './github.js'
import { commentRows, mdCode } from './markdown.js'
import type { Style } from './style.js'
import { type Cell, table } from './table.js'
import { plural } from './words/words.js'

/** `diff --any-token`: one line per difference, with the smallest token that shows it. */
export function anyTokenText(
  answer: DiffAnswer,
  { changes, routes }: AnyToken,
  style: Style,
): string {
  if (changes.length === 0) return table([[sameText(answer, routes)]], { indent: 0 })
  const rows = changes.map((change): Cell[] => {
    const { who, what, why } = changeRowOf(change)
    const paint = paintOf(change, style)
    return [{ text: change.kind.toUpperCase(), paint }, who, what, why]
  })
  const lines = table(rows, { indent: 0, columns: style.columns, between: ', ' })
  return `${lines}${countTokens(changes)}, for any token that could exist${failedText(answer)}\n`
}

const sameText = ({ from, to }: DiffAnswer, routes: number): string =>
  `exactly the same from ${from} to ${to}: every token that could exist, ${plural(routes, 'route')}`

const failedText = ({ failOn, outcome }: DiffAnswer): string =>
  outcome === 'failed' ? `; --fail-on ${failOnText(failOn)}` : ''

function paintOf({ kind, way }: TokenChange, style: Style): Style['bad'] {
  if (kind === 'gain' || kind === 'opened' || kind === 'unknown') return style.bad
  return way === 'loss' ? style.dim : style.warn
}

export function anyTokenMd({ from, to }: DiffAnswer, { changes, routes }: AnyToken): string {
  const sides = `${mdCode(from)} → ${mdCode(to)}`
  if (changes.length === 0) {
    return `### Exactly the same for any token\n\n${sides}, ${plural(routes, 'route')}\n`
  }
  const all = changes.map((change) => {
    const { who, what, why } = changeRowOf(change)
    const cells = [`**${change.kind}**`, mdCode(who), mdCode(what), why.map(mdCode).join('<br>')]
    return `| ${cells.join(' | ')} |\n`
  })
  const rows = commentRows(all)
  const left = changes.length - rows.length
  const more = left > 0 ? `\n… and ${left} more: \`scopectl diff --any-token\`\n` : ''
  const head = '| change | token | route | why |\n| --- | --- | --- | --- |\n'
  const title = `### Changes for any token: ${countTokens(changes)}`
  return `${title}\n\n${sides}\n\n${head}${rows.join('')}${more}`
}

/** An annotation for each difference: an error if --fail-on counts it, a notice if less is allowed now. */
export function anyTokenGithub(answer: DiffAnswer, { changes }: AnyToken): string {
  const { failOn, files } = answer
  return changes
    .map((change) => {
      const { who, what, why } = changeRowOf(change)
      const { file, line, column } = change.at ?? { file: files.catalog }
      const title = `scopectl diff: ${change.kind}`
      const message = escapeText([who, what, ...why].join(', '))
      return annotation({ level: levelOf(change, failOn), file, line, column, title, message })
    })
    .join('')
}

/** The members of `diff`, with a witness for each change; `changes` has one for each token, not for each role. */
export function anyTokenJson(
  { from, to, failOn }: DiffAnswer,
  { changes, routes }: AnyToken,
): JsonOf<typeof anyTokenDiff> {
  const count = (kind: TokenKind): number => changes.filter((each) => each.kind === kind).length
  return {
    from,
    to,
    any_token: true,
    same: changes.length === 0,
    routes,
    changes: changes.map(changeJson),
    counts: Object.fromEntries(TOKEN_KINDS.map((kind) => [kind, count(kind)])),
    fail_on: failOn,
  }
}

function changeJson(change: TokenChange): JsonOf<typeof tokenChange> {
  const { kind, way, route, profile, field, scope, gained, lost, witness, trusted, at } = change
  return {
    kind,
    way: way ?? null,
    route: route ?? null,
    profile: profile ?? null,
    field: field ?? null,
    scope: scope ?? null,
    gained: gained ?? [],
    lost: lost ?? [],
    before: change.before ?? null,
    after: change.after ?? null,
    witness: witness
      ? {
          ...callerJson(witness.caller),
          smallest: witness.isSmallest,
          undeclared: witness.undeclared,
        }
      : null,
    trusted: trusted
      ? { field: trusted.field, value: trusted.value ?? null, beside: trusted.beside ?? null }
      : null,
    file: at?.file ?? null,
    line: at?.line ?? null,
  }
}
