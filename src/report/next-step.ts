import type { CheckAnswer, VerifyAnswer } from '../core/answer.js'
import type { SubjectShown } from '../core/answer-base.js'
import type { Deny } from '../core/decision/decide.js'
import type { Question } from '../core/decision/question.js'
import type { Reissue } from '../core/decision/reissue.js'
import type { Reason } from '../core/reason.js'
import type { DecodedToken } from '../core/token/model.js'
import { commandLine, option, PIPE, type Word } from './shell.js'
import { duration } from './time.js'

/** The next command to run after a denial, ready to paste; undefined if none would help. */
export function nextAfterCheck(answer: CheckAnswer): string | undefined {
  const { decision, met, line, next } = answer
  if (!decision || !next || met === true || line !== undefined) return undefined
  if (decision.decision === 'allow')
    return met === false ? explaining(answer, decision.question) : undefined
  return decision.status === 401 ? afterRefusal(answer, decision) : afterForbidden(answer, decision)
}

function afterForbidden(answer: CheckAnswer, { question, missing }: Deny): string | undefined {
  if (answer.subject.kind !== 'token') return explaining(answer, question)
  if (!missing || !answer.files.catalog) return undefined
  const { reissue } = answer.next ?? {}
  return reissue && reissue.scopes.length > 0
    ? line('token', ...who(reissue), ...option('--scope', reissue.scopes.join(' ')))
    : whoCan(question)
}

function afterRefusal(answer: CheckAnswer, { question, reasons }: Deny): string | undefined {
  const codes = reasons.map(({ code }) => code)
  if (codes[0] === 'no-token') return answer.files.catalog ? whoCan(question) : undefined
  const asked = goalWords(question)
  if (answer.subject.source === 'stdin') {
    const { reissue } = answer.next ?? {}
    return reissue && isExpiredOnly(codes)
      ? line('token', ...who(reissue), PIPE, 'scopectl', 'check', ...asked)
      : undefined
  }
  const token = tokenWords(answer.subject)
  if (!token) return undefined
  const enough = codes.includes('expired') ? undefined : leewayFor(reasons)
  if (enough !== undefined) return line('check', ...asked, ...token, '--leeway', duration(enough))
  if (isExpiredOnly(codes) && wasValidAtIat(answer.token))
    return line('check', ...asked, ...token, '--at', 'iat')
  return codes[0] === 'malformed' ? undefined : line('decode', ...token)
}

export function nextAfterVerify({ subject, token, refusals }: VerifyAnswer): string | undefined {
  const codes = refusals.map(({ reason }) => reason)
  const words = tokenWords(subject)
  if (!words || !isExpiredOnly(codes) || !wasValidAtIat(token)) return undefined
  return line('verify', ...words, '--at', 'iat')
}

/** For a token that is only too early, the leeway that would be enough. */
function leewayFor(reasons: Deny['reasons']): number | undefined {
  const all = reasons.map(({ detail }) =>
    detail.code === 'token-not-yet-valid' || detail.code === 'token-issued-in-future'
      ? detail.args.enough
      : undefined,
  )
  return all.every((enough) => enough !== undefined) ? all[0] : undefined
}

/** `--at iat` gives the answer for the time of issue. */
const isExpiredOnly = (codes: readonly Reason[]): boolean =>
  codes.length === 1 && codes[0] === 'expired'

/** Whether the token was valid when it was issued: it may have expired before that, by the mistake of who made it. */
function wasValidAtIat(token: DecodedToken | undefined): boolean {
  const time = (claim: string): unknown =>
    token && Object.hasOwn(token.claims, claim) ? token.claims[claim] : undefined
  const [iat, exp, nbf] = [time('iat'), time('exp'), time('nbf')]
  if (typeof iat !== 'number' || typeof exp !== 'number' || iat >= exp) return false
  return typeof nbf !== 'number' || nbf <= iat
}

function explaining(answer: CheckAnswer, question: Question): string | undefined {
  const who = subjectWords(answer)
  if (answer.explanation || !who) return undefined
  return line('check', ...who, ...goalWords(question), '--explain')
}

const whoCan = (question: Question): string | undefined =>
  line('who-can', ...(question.route ? [question.route.name] : goalWords(question)))

const line = (...words: readonly Word[]): string | undefined => commandLine(['scopectl', ...words])

function goalWords({ route, method, path, requirement }: Question): string[] {
  if (route) return option('--route', path === undefined ? route.name : `${method} ${path}`)
  if (requirement.level !== 'scopes') return []
  const sets = requirement.alternatives.map(({ scopes }) => scopes.join(' '))
  return [...(sets.length > 1 ? ['--any'] : []), ...sets.flatMap((set) => option('--need', set))]
}

/** The flags that name the subject; undefined if they cannot be repeated. */
function subjectWords({ subject, decision, catalog }: CheckAnswer): Word[] | undefined {
  const { kind, name } = subject
  if (kind === 'token') return tokenWords(subject)
  if (kind === 'anonymous') return ['--anonymous']
  if (kind === 'scopes') {
    const scopes = [...(decision?.held?.views.literal ?? [])].join(' ')
    return scopes === '' ? undefined : option('--scopes', scopes)
  }
  if (name === null) return undefined
  if (kind !== 'role') return option(`--${kind}`, name)
  const parts = name.split('+')
  const isSeveral = parts.every((role) => catalog.roles.has(role))
  if (!catalog.roles.has(name))
    return isSeveral ? parts.flatMap((role) => option('--role', role)) : undefined
  // The name of one role may read as those of several.
  return parts.length > 1 && isSeveral ? undefined : option('--role', name)
}

/** Undefined if the token cannot be passed again: it came from a pipe or an argument, and is never printed. */
const tokenWords = ({ source }: SubjectShown): Word[] | undefined =>
  source === 'stdin' || source === 'argument' ? undefined : option('--token', source)

const who = ({ kind, name }: Reissue): string[] => option(`--${kind}`, name)
