import type { CheckAnswer } from '../core/answer.js'
import type { SubjectShown } from '../core/answer-base.js'
import { isVerdict } from '../core/decision/expect.js'
import type { Question } from '../core/decision/question.js'
import type { Code, Problem } from '../core/problem.js'
import { verdict } from './check-verdict.js'
import { whyText } from './check-why.js'
import { escapeText } from './escape.js'
import type { Given } from './given.js'
import { needsText, together } from './requirement-words.js'
import { PLAIN } from './style.js'
import { sayInLibrary } from './words/index.js'

/** What a test expects, beside `answer.expected`. */
export interface Assertion {
  /** Exactly these scopes are missing. */
  readonly missing: readonly string[] | undefined
  readonly negated: boolean
}

/** Two short texts that a test runner can compare: the decision that was expected, and the one that was made. */
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
  assertion: Assertion,
  given: Given,
): Promise<string> {
  const wanted = `${assertion.negated ? 'not ' : ''}${wantedText(answer, assertion)}`
  const got = gotText(answer, assertion)
  const why = await whyText(answer, { ...PLAIN, given }, speak)
  const notes = answer.notes.map((note) => `note: ${sayInLibrary(note).says}\n`)
  return `expected ${subjectText(answer.subject)} ${wanted}, got ${got}\n${why}${notes.join('')}`.trimEnd()
}

function speak(problem: Problem): { says: string; hint: string | undefined } {
  const { says, hint } = sayInLibrary(problem)
  return { says, hint: WITHOUT_HINT.has(problem.code) ? undefined : hint }
}

export function compared(answer: CheckAnswer, { missing, negated }: Assertion): Compared {
  const { decision, expected = '' } = answer
  const wanted = missing === undefined ? expected : `deny 403 insufficient_scope, ${lacks(missing)}`
  const got = decision === undefined ? 'none' : verdict(decision)
  const isDenied = decision?.decision === 'deny' && decision.status === 403
  const actual =
    missing !== undefined && isDenied ? `${got}, ${lacks(decision.missing?.scopes ?? [])}` : got
  return {
    expected: negated ? `not ${WORDS[wanted] ?? wanted}` : (WORDS[wanted] ?? wanted),
    actual,
  }
}

const WORDS: Readonly<Record<string, string>> = { 401: 'deny 401', 403: 'deny 403' }

const lacks = (scopes: readonly string[]): string =>
  scopes.length === 0 ? 'no scope missing' : `${together(scopes)} missing`

function subjectText({ kind, name }: SubjectShown): string {
  if (kind === 'token') return 'the token'
  if (kind === 'anonymous') return 'an anonymous request'
  return kind === 'scopes' || name === null
    ? 'a token with these scopes'
    : `${kind} \`${escapeText(name)}\``
}

function wantedText({ expected = 'allow', decision }: CheckAnswer, { missing }: Assertion): string {
  const goal = decision && goalText(decision.question)
  if (expected === 'allow') return `to be allowed${goal}`
  if (expected === '403')
    return `to be denied${goal} (403${missing === undefined ? '' : `, ${lacks(missing)}`})`
  return `to be unauthorized${goal} (401${isVerdict(expected) ? '' : ` ${expected}`})`
}

function goalText({ route, method, path, requirement }: Question): string {
  if (route) return ` \`${escapeText(path === undefined ? route.name : `${method} ${path}`)}\``
  return requirement.level === 'scopes' ? ` what needs ${needsText(requirement)}` : ''
}

function gotText({ decision }: CheckAnswer, { missing }: Assertion): string {
  if (!decision) return 'no decision'
  if (decision.decision === 'allow' && !decision.question.route) {
    return decision.question.requirement.level === 'authenticated' ? 'an accepted token' : 'allow'
  }
  const isOther = missing !== undefined && decision.decision === 'deny' && decision.status === 403
  return isOther
    ? `${verdict(decision)} with ${lacks(decision.missing?.scopes ?? [])}`
    : verdict(decision)
}
