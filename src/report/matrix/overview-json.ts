import type { Overview } from '../../core/overview/overview.js'
import { changeJson } from '../change-words.js'
import type { overview } from '../documents/access.js'
import type { JsonOf } from '../documents/dsl.js'
import { sayFinding } from '../finding-words.js'

type Json = Omit<JsonOf<typeof overview>, 'by' | 'filters' | 'summary'>

/** What a report has besides the ranking. */
export const overviewJson = ({
  writes,
  open,
  undecided,
  findings,
  ignored,
  since,
}: Overview): Json => ({
  writes: writes.map(({ who, routes }) => ({ who, routes: routes.map(({ name }) => name) })),
  public: open.map(({ name }) => name),
  undecided: undecided.map(({ name }) => name),
  findings: findings.map((finding) => ({
    rule: finding.rule,
    name: finding.name,
    file: finding.file,
    line: finding.at?.line ?? null,
    message: sayFinding(finding).says,
  })),
  ignored,
  since: since ? { from: since.from, to: since.to, changes: since.changes.map(changeJson) } : null,
})
