import { parseCatalog } from '../../../src/core/catalog/parse.js'
import type { RuleFinding } from '../../../src/core/lint/finding.js'
import { lint } from '../../../src/core/lint/lint.js'
import type { Example } from '../../../src/core/lint/rule.js'
import type { Source } from '../../../src/core/source.js'
import type { Users } from '../../../src/core/users/model.js'
import { parseUsers } from '../../../src/core/users/parse.js'
import { readYaml } from '../../../src/io/yaml-source.js'

/** Lints files as written; files that do not load fail the test. */
export function lintText({ catalog, users, tracked }: Example): RuleFinding[] {
  const source = readYaml('scopes.yaml', catalog)
  const parsed = parseCatalog(source)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const usersSource = users === undefined ? undefined : readYaml('users.yaml', users)
  const known = usersSource && loadUsers(usersSource, parsed.value)
  const input = { catalog: parsed.value, source, users: known, usersSource, tracked }
  return lint(input).findings.filter((finding) => finding.kind === 'rule')
}

function loadUsers(source: Source, catalog: Parameters<typeof parseUsers>[1]): Users {
  const parsed = parseUsers(source, catalog)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

/** `line:column name` of each finding of one rule. */
export const namesOf = (findings: readonly RuleFinding[], rule: RuleFinding['rule']): string[] =>
  findings
    .filter((finding) => finding.rule === rule)
    .map(({ at, name }) => `${at ? `${at.line}:${at.column}` : '-'} ${name}`)
