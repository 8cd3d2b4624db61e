import type { CheckAnswer } from '../core/answer.js'
import type { SubjectShown } from '../core/answer-base.js'
import type { Decision } from '../core/decision/decide.js'
import { type Expectation, isVerdict } from '../core/decision/expect.js'
import type { Question } from '../core/decision/question.js'
import type { Code, Problem } from '../core/problem.js'
import { subCodeOf } from '../core/sub-code.js'
import { verdict } from './check-verdict.js'
import { nextStepText, whyText } from './check-why.js'
import { escapeText } from './escape.js'
import type { Given } from './given.js'
import { needsText, together } from './requirement-words.js'
import { PLAIN } from './style.js'
import { sayInLibrary } from './words/index.js'

/** What a test expects of a decision. */
export interface Assertion {
  readonly expected: Expectation
  /** Exactly these scopes are missing. */
  readonly missing: readonly string[] | undefined
  readonly negated: boolean
}

/** The expected decision and the actual one, as short texts that test runners compare. */
export interface Compared {
  readonly expected: string
  readonly actual: string
}

/** A hint about leeway is for verify(): an assertion has no such option. */
const WITHOUT_HINT: ReadonlySet<Code> = new Set([
  'token-expired',
  'token-not-yet-valid',
  'token-issued-in-future',
])

/**
 * Why a test failed: what was expected, the decision with its reasons, what is missing, who would grant it, and the next
 * command. Like every answer, it never contains the token.
 */
export async function assertionText(
  answer: CheckAnswer,
  decision: Decision,
  assertion: Assertion,
  given: Given,
): Promise<string> {
  const subject = subjectText(answer.subject)
  const wanted = wantedText(assertion, goalText(decision.question))
  const lines = [
    `expected ${subject} ${wanted}, got ${compared(decision, assertion).actual}\n`,
    await whyText(answer, PLAIN, speak),
    ...answer.notes.map((note) => `note: ${sayInLibrary(note).says}\n`),
    nextStepText(answer, { ...PLAIN, given }),
  ]
  return lines.join('').trimEnd()
}

function speak(problem: Problem): { says: string; hint: string | undefined } {
  const { says, hint } = sayInLibrary(problem)
  return { says, hint: WITHOUT_HINT.has(problem.code) ? undefined : hint }
}

export function compared(decision: Decision, assertion: Assertion): Compared {
  const { expected, missing, negated } = assertion
  const wanted = missing ? `deny 403 insufficient_scope, ${lacks(missing)}` : asVerdict(expected)
  return { expected: `${negated ? 'not ' : ''}${wanted}`, actual: actualText(decision, assertion) }
}

function actualText(decision: Decision, { expected, missing }: Assertion): string {
  const text = verdict(decision)
  if (decision.decision === 'allow') return text
  const [leading] = decision.reasons
  const subCode = expected.includes('/') ? subCodeOf(leading.detail) : undefined
  if (subCode !== undefined) return `deny 401 ${subCode}`
  return missing && decision.status === 403
    ? `${text}, ${lacks(decision.missing?.scopes ?? [])}`
    : text
}

function asVerdict(expected: Expectation): string {
  if (!isVerdict(expected)) return `deny 401 ${expected}`
  return expected === 'allow' ? expected : `deny ${expected}`
}

const lacks = (scopes: readonly string[]): string =>
  scopes.length === 0 ? 'no scope missing' : `${together(scopes)} missing`

function subjectText({ kind, name }: SubjectShown): string {
  if (kind === 'token') return 'the token'
  if (kind === 'anonymous') return 'an anonymous request'
  return name === null ? 'a token with these scopes' : `${kind} \`${escapeText(name)}\``
}

function wantedText({ expected, missing, negated }: Assertion, goal: string): string {
  const not = negated ? 'not ' : ''
  if (expected === 'allow') return `${not}to be allowed${goal}`
  if (expected === '403')
    return `${not}to be denied${goal} (403${missing ? `, ${lacks(missing)}` : ''})`
  return `${not}to be unauthorized${goal} (401${isVerdict(expected) ? '' : ` ${expected}`})`
}

/** With a space before it; empty if any accepted token is enough. */
function goalText({ route, method, path, requirement }: Question): string {
  if (route) return ` \`${escapeText(path === undefined ? route.name : `${method} ${path}`)}\``
  return requirement.level === 'scopes' ? ` what needs ${needsText(requirement)}` : ''
}
