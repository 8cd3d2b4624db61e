import type { CheckAnswer, VerifyAnswer } from '../core/answer.js'
import type { SubjectShown } from '../core/answer-base.js'
import type { Deny } from '../core/decision/decide.js'
import type { Question } from '../core/decision/question.js'
import type { Reason } from '../core/reason.js'
import type { DecodedToken } from '../core/token/model.js'
import { commandLine, option, PIPE, TOKEN_VARIABLE, type Word } from './shell.js'
import { duration } from './time.js'

/** The next command to run after a denial, ready to paste; undefined if none would help. */
export function nextAfterCheck(answer: CheckAnswer): string | undefined {
  const { decision, met, line } = answer
  if (!decision || met === true || line !== undefined) return undefined
  if (decision.decision === 'allow')
    return met === false ? explaining(answer, decision.question) : undefined
  return decision.status === 401 ? afterRefusal(answer, decision) : afterForbidden(answer, decision)
}

function afterForbidden(
  answer: CheckAnswer,
  { question, held, missing }: Deny,
): string | undefined {
  if (answer.subject.kind !== 'token') return explaining(answer, question)
  if (!missing || !answer.files.catalog) return undefined
  const who = issuable(answer)
  const scopes = [...(held?.views.literal ?? []), ...missing.scopes].join(' ')
  return who ? line('token', ...who, ...option('--scope', scopes)) : whoCan(question)
}

function afterRefusal(answer: CheckAnswer, { question, reasons }: Deny): string | undefined {
  const codes = reasons.map(({ code }) => code)
  if (codes[0] === 'no-token') return answer.files.catalog ? whoCan(question) : undefined
  const asked = goalWords(question)
  if (answer.subject.source === 'stdin') {
    const who = isExpiredOnly(codes) && answer.files.catalog ? issuable(answer) : undefined
    return who && line('token', ...who, PIPE, 'scopectl', 'check', ...asked)
  }
  const enough = codes.includes('expired') ? undefined : leewayFor(reasons)
  if (enough !== undefined)
    return line('check', ...asked, ...tokenWords(answer.subject), '--leeway', duration(enough))
  return isExpiredOnly(codes) && hasIat(answer.token)
    ? line('check', ...asked, ...tokenWords(answer.subject), '--at', 'iat')
    : decoding(answer.subject, codes)
}

export function nextAfterVerify({ subject, token, refusals }: VerifyAnswer): string | undefined {
  const codes = refusals.map(({ reason }) => reason)
  if (subject.source === 'stdin' || !isExpiredOnly(codes) || !hasIat(token)) return undefined
  return line('verify', ...tokenWords(subject), '--at', 'iat')
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

const hasIat = (token: DecodedToken | undefined): boolean =>
  typeof token?.claims['iat'] === 'number' && Object.hasOwn(token.claims, 'iat')

const decoding = (subject: SubjectShown, codes: readonly Reason[]): string | undefined =>
  codes[0] === 'malformed' ? undefined : line('decode', ...tokenWords(subject))

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
  if (kind === 'token') return subject.source === 'stdin' ? undefined : tokenWords(subject)
  if (kind === 'anonymous') return ['--anonymous']
  if (kind === 'scopes') {
    const scopes = [...(decision?.held?.views.literal ?? [])].join(' ')
    return scopes === '' ? undefined : option('--scopes', scopes)
  }
  if (name === null) return undefined
  if (kind !== 'role') return option(`--${kind}`, name)
  const roles = catalog.roles.has(name) ? [name] : name.split('+')
  return roles.every((role) => catalog.roles.has(role))
    ? roles.flatMap((role) => option('--role', role))
    : undefined
}

function tokenWords({ source }: SubjectShown): Word[] {
  if (source === 'argument') return [TOKEN_VARIABLE]
  return option('--token', source === 'stdin' ? '-' : source)
}

/** The flag for the token's subject if a token can be issued here: a key behind a URL cannot sign. */
function issuable({ token, catalog }: CheckAnswer): string[] | undefined {
  const sub = token && Object.hasOwn(token.claims, 'sub') ? token.claims['sub'] : undefined
  const isElsewhere = /^https?:/.test(catalog.token.key ?? '')
  if (typeof sub !== 'string' || sub === '' || sub.length > 60 || isElsewhere) return undefined
  const role = sub.startsWith('role:') ? sub.slice('role:'.length) : undefined
  if (role !== undefined && catalog.roles.has(role)) return option('--role', role)
  const isClient =
    Object.hasOwn(token?.claims ?? {}, 'client_id') && token?.claims['client_id'] === sub
  return option(isClient ? '--client' : '--user', sub)
}
