import * as v from 'valibot'
import { CHANGE_KINDS } from '../../core/diff/change.js'
import { count, flag, list, text, textOrNull } from './dsl.js'
import { filters, place, problem } from './parts.js'

const changeKind = v.picklist(CHANGE_KINDS)

/** Every kind of change has the same members, null or empty where they do not apply. */
export const change = v.object({
  kind: changeKind,
  who: v.pipe(
    v.nullable(
      v.object({
        kind: v.picklist(['anonymous', 'everyone', 'role', 'user', 'client']),
        name: v.string(),
        users: v.pipe(v.nullable(v.number()), v.description('How many users have the role.')),
      }),
    ),
    v.description('Who is affected.'),
  ),
  profile: textOrNull('For `trust`: the profile.'),
  field: textOrNull('For `trust` and `claims`: the setting or claim.'),
  route: textOrNull('The route.'),
  scopes: list('The gained or lost scopes that made the difference.'),
  missing: list('For a loss: what the route now needs in addition.'),
  before: textOrNull('The requirement or value before.'),
  after: textOrNull('The requirement or value after.'),
  allowed: list('For a new or removed route: who may or might call it.'),
  cause: v.pipe(
    v.nullable(v.object({ by: v.string(), name: v.string() })),
    v.description('What made somebody gain or lose scopes.'),
  ),
  file: place.file,
  line: place.line,
})

export const diff = v.object({
  from: text('What was compared: a file, a revision or `working tree`.'),
  to: v.string(),
  changes: v.array(change),
  counts: v.pipe(
    v.record(v.string(), v.number()),
    v.description('How many changes of each kind, 0 included.'),
  ),
  unseen_lines: count('Lines of a lock that differ although `changes` is empty.'),
  fail_on: v.pipe(v.array(changeKind), v.description('`--fail-on`')),
})

export const lock = v.object({
  did: v.picklist(['written', 'unchanged', 'checked']),
  lock: text('The lock file.'),
  form: v.pipe(
    v.picklist(['lines', 'folded']),
    v.description('One fact per line, or equal entries merged.'),
  ),
  counts: v.object({
    routes: v.number(),
    roles: v.number(),
    users: v.number(),
    clients: v.number(),
  }),
  undecided: list('The undecided routes.'),
  allow_undecided: count('How many of these a check allows.'),
  same: v.optional(flag('With --check: whether the lock is up to date.')),
  older: v.optional(flag('Whether an earlier version with fewer facts wrote the lock.')),
  changes: v.optional(v.array(change)),
  added: v.optional(list('Lines that the lock does not have.')),
  removed: v.optional(list('Lines that are only in the lock.')),
  since: v.optional(
    v.object({
      revision: textOrNull('For `diff`: since when the lock differs.'),
      other_entries: flag('Whether that revision has other entries than the lock.'),
    }),
  ),
})

const severity = v.picklist(['error', 'warning'])
const totals = v.object({ errors: v.number(), warnings: v.number() })

export const lintFinding = v.object({
  rule: text('The rule; `invalid/CODE` for an invalid file.'),
  severity,
  name: textOrNull('What an `ignore` in the catalog must name; in a document, what it is about.'),
  file: v.string(),
  line: place.line,
  column: place.column,
  message: text('The finding in words, which may change.'),
  hint: textOrNull('What to do about it.'),
})

export const lint = v.object({
  problem: v.optional(problem),
  ...totals.entries,
  ignored: count('Findings that the catalog ignores, with reasons.'),
  filters,
  hidden: v.pipe(totals, v.description('Findings that the filters leave out.')),
  totals: v.array(v.object({ rule: v.string(), severity, count: v.number() })),
  findings: v.array(lintFinding),
})

const example = v.object({
  catalog: v.optional(v.string()),
  users: v.optional(v.string()),
  tracked: v.optional(list('Other files that git tracks.')),
  document: v.optional(text('For a rule of `--openapi`, instead of a catalog.')),
})

export const lintRule = v.object({
  rule: v.object({
    code: v.string(),
    severity: v.string(),
    why: text('Why it matters.'),
    example: v.object({ bad: example, good: example }),
  }),
})

export const drift = v.object({
  document: textOrNull('The OpenAPI document.'),
  compared: v.object({ routes: v.number(), tokens: v.number() }),
  ignored: count('Findings that the catalog ignores, with reasons.'),
  findings: v.array(
    v.object({
      id: text('A stable code.'),
      name: text('What an `ignore` in the catalog must name.'),
      route: v.nullable(v.string()),
      scope: v.nullable(v.string()),
      line: v.pipe(v.nullable(v.number()), v.description('The line in the tokens file.')),
      file: v.nullable(v.string()),
      at: v.pipe(
        v.nullable(v.object({ line: v.number(), column: v.number() })),
        v.description('The position in `file`.'),
      ),
      message: text('The finding in words, which may change.'),
      hint: textOrNull('What to do about it.'),
    }),
  ),
})
