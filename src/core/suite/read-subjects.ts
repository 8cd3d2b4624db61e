import { fail } from '../errors.js'
import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import type { Path, Source } from '../source.js'
import { insteadOfToken } from '../token/not-a-token.js'
import type { SuiteSubject } from './model.js'
import type { SuiteReader } from './reader.js'
import { describeSubject, type Names, resolveSubject, SUBJECT_KINDS } from './resolve-subject.js'
import type { SubjectFile, SuiteFile, TestFile } from './schema.js'

/** A subject as a test refers to it. */
export interface SubjectRef {
  readonly name: string
  readonly subject: SuiteSubject
}

export interface NamedSubjects {
  /** The subjects that an `as` refers to; [] if that is a problem. */
  refer(as: TestFile['as'], path: Path): SubjectRef[]
  /** The subject of that name under `subjects:`. */
  named(name: string, path: Path): SubjectRef | undefined
  /** Subjects under `subjects:` that nothing has referred to yet. */
  unused(): string[]
}

/** Reads all of `subjects:`, used or not; the same definition is the same subject wherever it is written. */
export function readSubjects(
  file: SuiteFile,
  source: Source,
  names: Names,
  reader: SuiteReader,
): NamedSubjects {
  const known = new Map<string, SuiteSubject | undefined>()
  const resolve = (form: SubjectFile, path: Path): SuiteSubject | undefined => {
    const words = JSON.stringify(Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (!known.has(words)) {
      const at = (found: Problem) => source.locate([...path, ...keyOf(found, form)])
      known.set(
        words,
        reader.attempt(at, () => withToken(resolveSubject(form, names))),
      )
    }
    return known.get(words)
  }
  const declared = new Map<string, SuiteSubject | undefined>()
  for (const [name, form] of Object.entries(file.subjects ?? {})) {
    declared.set(name, resolve(form, ['subjects', name]))
  }

  const used = new Set<string>()
  const named = (name: string, path: Path): SubjectRef | undefined => {
    used.add(name)
    const subject = declared.get(name)
    if (subject) return { name, subject }
    if (!declared.has(name)) {
      const suggestion = nearest(name, declared.keys())
      const facts = { subject: name, is: whatIs(name, names), suggestion }
      reader.report(problem('unknown-subject', facts, source.locate(path)))
    }
    return undefined
  }
  const refer = (as: TestFile['as'], path: Path): SubjectRef[] => {
    if (Array.isArray(as)) return as.flatMap((each, i) => refer(each, [...path, i]))
    if (typeof as === 'string') return [named(as, path) ?? []].flat()
    const subject = resolve(as as SubjectFile, path)
    return subject ? [{ name: describeSubject(subject), subject }] : []
  }
  const unused = (): string[] => [...declared.keys()].filter((name) => !used.has(name))
  return { named, refer, unused }
}

/** A suite cannot express that something is not a token, so a literal that is not one is refused at its place. */
function withToken(subject: SuiteSubject): SuiteSubject {
  if (subject.kind !== 'token' || /^(?:env|file):/.test(subject.from)) return subject
  const found = insteadOfToken(subject.from)
  return found ? fail('not-a-token', { source: 'token', found }) : subject
}

/** The key of a subject that a problem is about; [] for the whole subject. */
function keyOf({ code, args }: Problem, form: SubjectFile): string[] {
  if (code === 'subject-kinds') return []
  if (code === 'subject-cannot') return [args.what]
  if (code === 'unknown-flaw') return ['flaw']
  const isWish = form.scope !== undefined && WISH.has(code)
  return isWish ? ['scope'] : SUBJECT_KINDS.filter((kind) => form[kind] !== undefined).slice(0, 1)
}

const WISH: ReadonlySet<Problem['code']> = new Set([
  'more-than-granted',
  'no-such-scope',
  'blank-scopes',
])

/** A name that is not under `subjects:` may well be the catalog's; then the mistake is in the form. */
function whatIs(
  name: string,
  { catalog, users }: Names,
): 'role' | 'user' | 'client' | 'anonymous' | undefined {
  if (catalog.roles.has(name)) return 'role'
  if (users.users.has(name)) return 'user'
  if (users.clients.has(name)) return 'client'
  return name === 'anonymous' ? name : undefined
}
