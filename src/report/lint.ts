import type { LintAnswer } from '../core/lint/answer.js'
import { type Finding, ruleName } from '../core/lint/finding.js'
import type { JsonOf } from './documents/dsl.js'
import type { lint, lintFinding, lintRule } from './documents/review.js'
import { escapeText } from './escape.js'
import { problemJson } from './failure.js'
import { sayFinding } from './finding-words.js'
import { fold } from './fold.js'
import { annotation } from './github.js'
import { withGiven } from './given.js'
import { filtersJson } from './json-parts.js'
import { excerpt, firstOfLine, place } from './problem.js'
import { rulePage } from './rule-page.js'
import type { Style } from './style.js'
import { table } from './table.js'
import { largest, widthOf } from './width.js'
import { plural } from './words/words.js'

const INDENT = '    '
const SHORT = { error: 'error', warning: 'warn' } as const

export function text({ explained, findings, hidden }: LintAnswer, style: Style): string {
  if (explained) return rulePage(explained, style)
  if (findings.length === 0) return hidden.length === 0 ? '' : 'no finding matches the filter\n'
  const fits = findings.every((finding) => widthOf(oneLine(finding)) <= style.columns)
  const isFirst = firstOfLine()
  // A warning is about a whole entry: its position is enough.
  const showsLine = ({ severity, at }: Finding) => severity === 'error' && isFirst(at)
  const all = findings.map((finding) => findingText(finding, fits, showsLine(finding), style))
  return all.join('') + totalsText(findings, style) + summary(findings, style)
}

const headOf = (finding: Finding): [where: string, severity: string, rule: string] => [
  finding.at ? place(finding.at) : escapeText(finding.file),
  SHORT[finding.severity].padEnd(5),
  ruleName(finding),
]

const oneLine = (finding: Finding): string =>
  [...headOf(finding), sayFinding(finding).says].join('  ')

/** `beside`: every sentence fits on the first line of its finding; otherwise all are on separate lines. */
function findingText(finding: Finding, beside: boolean, showsLine: boolean, style: Style): string {
  const { says, hint } = sayFinding(finding)
  const { severity, at } = finding
  const [where, word, rule] = headOf(finding)
  const paint = severity === 'error' ? style.bad : style.warn
  const head = `${where}  ${paint(word)}  ${style.bold(rule)}`
  const below = () => fold(says, style.columns - INDENT.length).map((line) => INDENT + line)
  const lines = beside ? [`${head}  ${says}`] : [head, ...below()]
  if (at && showsLine) lines.push(...excerpt(at, style))
  if (hint !== undefined) lines.push(`${INDENT}${style.dim('hint:')} ${hint}`)
  return `${lines.join('\n')}\n`
}

/** How many of each rule, errors first; one finding needs no list. */
function totalsText(findings: readonly Finding[], style: Style): string {
  if (findings.length === 1) return ''
  const totals = totalsOf(findings)
  const most = largest(totals.map(({ count }) => `${count}`.length))
  const rows = totals.map(({ rule, severity, count }) => [
    `${count}`.padStart(most),
    { text: SHORT[severity], paint: severity === 'error' ? style.bad : style.warn },
    rule,
  ])
  return table(rows)
}

interface Total extends Pick<Finding, 'severity'> {
  readonly rule: string
  readonly count: number
}

function totalsOf(findings: readonly Finding[]): Total[] {
  const totals = new Map<string, Total>()
  for (const finding of findings) {
    const rule = ruleName(finding)
    const { severity } = finding
    const key = `${severity} ${rule}`
    const count = (totals.get(key)?.count ?? 0) + 1
    totals.set(key, { rule, severity, count })
  }
  const weight = ({ severity }: Total): number => (severity === 'error' ? 0 : 1)
  return [...totals.values()].sort((a, b) => weight(a) - weight(b) || b.count - a.count)
}

function summary(findings: readonly Finding[], style: Style): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.length - errors
  const counts = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ]
  const rule = findings.find(({ kind }) => kind === 'rule')
  const line = rule && withGiven(`scopectl lint --explain ${ruleName(rule)}`, style.given)
  const why = line === undefined ? '' : `     why: ${line}`
  return `${style.bold(counts.join(', '))}${why}\n`
}

/** A finding that makes the run fail is an error. */
export const github = ({ findings, deniesWarnings }: LintAnswer): string =>
  findings.map((each) => githubLine(each, deniesWarnings ? 'error' : each.severity)).join('')

function githubLine(finding: Finding, level: Finding['severity']): string {
  const { says, hint } = sayFinding(finding)
  return annotation({
    level,
    file: finding.file,
    line: finding.at?.line,
    column: finding.at?.column,
    title: `scopectl ${ruleName(finding)}`,
    message: hint === undefined ? says : `${says}\n${hint}`,
  })
}

export function json({
  findings,
  hidden,
  filters,
  ignored,
  explained,
}: LintAnswer): JsonOf<typeof lint | typeof lintRule> {
  if (explained) {
    const { code, severity, why, example } = explained
    return { rule: { code, severity, why: why.join(' '), example } }
  }
  const count = (severity: Finding['severity'], of = findings): number =>
    of.filter((finding) => finding.severity === severity).length
  const invalid = findings.flatMap((finding) => (finding.kind === 'invalid' ? finding.problem : []))
  return {
    ...(invalid.length === 0 ? {} : { problem: problemJson(invalid) }),
    errors: count('error'),
    warnings: count('warning'),
    ignored,
    ...filtersJson(filters),
    hidden: { errors: count('error', hidden), warnings: count('warning', hidden) },
    totals: totalsOf(findings),
    findings: findings.map(findingJson),
  }
}

function findingJson(finding: Finding): JsonOf<typeof lintFinding> {
  const { says, hint } = sayFinding(finding)
  const { at, file, severity } = finding
  return {
    rule: ruleName(finding),
    severity,
    name: finding.kind === 'rule' ? finding.name : null,
    file,
    line: at?.line ?? null,
    column: at?.column ?? null,
    message: says,
    hint: hint ?? null,
  }
}
