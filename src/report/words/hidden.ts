import type { Code, Problem, ProblemArgs } from '../../core/problem.js'
import { isSecretName } from '../../core/secrets/names.js'
import { isSection, redact } from '../../core/secrets/redact.js'

/** For each problem code, the facts that repeat text of the file at the problem's position. */
const REPEATED: { readonly [C in Code]?: readonly (keyof ProblemArgs[C])[] } = {
  'ambiguous-number': ['text', 'quoted'],
  'bad-duration': ['text'],
  'bad-pointer': ['pointer'],
  'bad-route-name': ['route', 'suggestion'],
  'bad-suite-time': ['text'],
  'csv-column-twice': ['column'],
  'csv-unknown-column': ['column'],
  'duplicate-name': ['name'],
  'glob-not-here': ['glob'],
  'import-bad-condition': ['text'],
  'import-bad-method': ['method'],
  'import-bad-path': ['path'],
  'import-duplicate': ['name'],
  'name-not-string': ['name'],
  'no-such-scope': ['scope'],
  'no-such-user': ['user'],
  'not-a-scope-token': ['name'],
  'number-too-big': ['text'],
  'reserved-claim': ['claim'],
  'table-cell': ['cell'],
  'unknown-attribute': ['attribute'],
  'unknown-flaw': ['flaw'],
  'unknown-key': ['key'],
  'unknown-role': ['role'],
  'unknown-scope': ['scope'],
  'unknown-subject': ['subject'],
  'when-role-listed': ['role'],
  'wrong-shape': ['received'],
  'yaml-alias': ['name'],
  'yaml-ambiguous': ['text', 'quoted'],
  'yaml-anchor': ['name'],
  'yaml-directive': ['directive'],
  'yaml-syntax': ['what'],
  'yaml-tag': ['tag'],
}

const STARS = '***'
/** Names a validator uses for values without repeating them. */
const KINDS: ReadonlySet<string> = new Set(['Array', 'Object', 'null'])

/**
 * Masks the facts of a problem that its sentence must not show: text at a place that may be a secret, and the value
 * of a setting whose name suggests one.
 */
export function withoutSecrets<P extends Problem>(problem: P): P {
  const { code, args, at } = problem
  const repeated = (REPEATED[code] ?? []) as readonly string[]
  if (repeated.length === 0) return problem
  if (!(at && isCovered(at)) && !isSecretShape(problem)) return problem
  if (code === 'wrong-shape' && KINDS.has(args.received)) return problem
  const hidden = Object.fromEntries(repeated.map((name) => [name, STARS]))
  return { ...(problem as object), args: { ...args, ...hidden } } as P
}

/** One star may be a glob, and two the end of a path (`/files/**`). */
function isCovered({ text, column, length }: NonNullable<Problem['at']>): boolean {
  const part = Math.floor((column - 1) / NEAR)
  const from = Math.max(0, (part - 1) * NEAR)
  const to = Math.max((part + 2) * NEAR, column - 1 + length)
  if (last?.text !== text || last.from !== from || last.to !== to)
    last = { text, from, to, shown: redact(text.slice(from, to)) }
  const start = column - 1 - from
  return /^\*$|(?<!\/)\*\*|\*{3}/.test(last.shown.slice(start, start + length))
}

/** How far around a place its line is examined, in characters: with all of a long line, thousands of problems in it would take minutes. */
const NEAR = 4000
/** What was last examined: often the next problem is in the same part of the line. */
let last:
  | { readonly text: string; readonly from: number; readonly to: number; readonly shown: string }
  | undefined

/** A value below its name has the position of the name. */
function isSecretShape({ code, args }: Problem): boolean {
  if (code !== 'wrong-shape') return false
  const [first = '', ...others] = args.key.split('.')
  return [...(isSection(first) ? [] : [first]), ...others].some(isSecretName)
}
