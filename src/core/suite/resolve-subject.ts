import type { Catalog } from '../catalog/model.js'
import { fail } from '../errors.js'
import { readFlaw } from '../issue/flaws.js'
import { issue } from '../issue/mint.js'
import { splitScopes } from '../scope-token.js'
import { findSubject } from '../subject/find.js'
import { isDisabled, nameOf, type Subject } from '../subject/model.js'
import type { Users } from '../users/model.js'
import type { SuiteSubject } from './model.js'
import type { SubjectFile } from './schema.js'

/** What a suite's names are checked against. */
export interface Names {
  readonly catalog: Catalog
  readonly users: Users
}

export const SUBJECT_KINDS = ['user', 'client', 'role', 'scopes', 'anonymous', 'token'] as const

/**
 * The subject that a suite's keys describe: one of user, client, role, scopes, anonymous, token; `scope` narrows its
 * token, `flaw` gives it one defect. `check --batch` uses the same keys.
 *
 * @throws ScopectlError for an unknown name, and for a request for more than is granted. Whether the catalog can
 * express the flaw is only known when its token is made.
 */
export function resolveSubject(form: SubjectFile, { catalog, users }: Names): SuiteSubject {
  const kinds = SUBJECT_KINDS.filter((kind) => form[kind] !== undefined)
  if (kinds.length !== 1) fail('subject-kinds', { kinds: SUBJECT_KINDS, found: kinds })
  if (form.token !== undefined) {
    refuseChange(form, 'token')
    if (form.token === '-') fail('subject-reads-stdin', {})
    return { kind: 'token', from: form.token }
  }
  const { user, client, role, scopes, anonymous } = form
  const names = { user, client, role: listOf(role), scopes: textOf(scopes), anonymous }
  const subject = findSubject(names, catalog, users, '`scopes`')
  if (!subject) return fail('subject-kinds', { kinds: SUBJECT_KINDS, found: kinds })
  if (subject.kind === 'anonymous' || subject.kind === 'scopes') refuseChange(form, subject.kind)
  return {
    kind: 'named',
    subject,
    scope: form.scope === undefined ? undefined : narrow(form.scope, subject, catalog),
    flaw: form.flaw === undefined ? undefined : readFlaw(form.flaw),
  }
}

/** A disabled subject gets no token, so there is nothing to narrow: its tests say 401. */
function narrow(text: string, subject: Subject, catalog: Catalog): readonly string[] {
  const want = splitScopes(text)
  if (want.length === 0) fail('blank-scopes', { flag: '`scope`' })
  if (!isDisabled(subject)) issue(catalog, subject, want)
  return want
}

function refuseChange(form: SubjectFile, kind: string): void {
  for (const what of ['scope', 'flaw'] as const) {
    if (form[what] !== undefined) fail('subject-cannot', { what, kind })
  }
}

const listOf = (names: string | readonly string[] | undefined): readonly string[] | undefined =>
  typeof names === 'string' ? [names] : names

const textOf = (names: string | readonly string[] | undefined): string | undefined =>
  typeof names === 'string' ? names : names?.join(' ')

/** The name in reports of a subject that has no name. A given token is never shown. */
export function describeSubject(subject: SuiteSubject): string {
  if (subject.kind === 'token') return /^(env|file):/.test(subject.from) ? subject.from : 'a token'
  const { scope, flaw } = subject
  const who = describe(subject.subject)
  const narrowed = scope === undefined ? who : `${who} narrowed to ${scope.join(' ')}`
  return flaw === undefined ? narrowed : `${narrowed} (${flaw})`
}

function describe(subject: Subject): string {
  if (subject.kind === 'anonymous') return 'anonymous'
  if (subject.kind === 'scopes') return `scopes ${subject.scopes.join(' ')}`
  return `${subject.kind} ${nameOf(subject)}`
}
