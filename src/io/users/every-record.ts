import { ScopectlError } from '../../core/errors.js'
import { byPlace, type Problem, problem } from '../../core/problem.js'
import type { Client, User } from '../../core/users/model.js'
import type { EntryKind } from '../../core/users/plain-entry.js'
import { PROBLEM_LIMIT } from '../findings.js'
import { type EntryReader, isList } from './entry-reader.js'
import type { Entry, RecordFile } from './record-file.js'

/** A valid entry, and the only one with its name so far. */
export interface Person {
  readonly kind: EntryKind
  readonly person: User | Client
}

/**
 * Every user and client of a file, one by one in file order; only the names of earlier ones are kept.
 * @throws ScopectlError after the last one, with the problems of all: a caller that stops earlier does not get them.
 */
export function* everyRecord(file: RecordFile, reader: EntryReader): Generator<Person> {
  const lines = { user: new Map<string, number>(), client: new Map<string, number>() }
  const problems: Problem[] = []
  let more = 0
  const report = (found: readonly Problem[]): void => {
    if (problems.length < PROBLEM_LIMIT) problems.push(...found)
    else more += found.length
  }
  for (const entry of file.entries()) {
    const { said, line } = entry
    if (!said) {
      report([entry.found])
      continue
    }
    const { kind } = said
    const before = lines[kind].get(said.name)
    if (before !== undefined) {
      report([duplicate(file, entry, before)])
      continue
    }
    const person = reader.read(said, line)
    if (isList(person)) {
      report(byPlace(person))
      continue
    }
    lines[kind].set(person.name, file.numberOf(line))
    yield { kind, person }
  }
  if (problems.length > 0) throw new ScopectlError(limited(problems, file.file, more))
}

/** @param first the line in which the name was first used. */
export function duplicate(
  file: RecordFile,
  { said, line }: Extract<Entry, { readonly said: object }>,
  first: number,
): Problem {
  return problem('duplicate-name', { name: said.name, line: first }, file.locate(line, [], 'key'))
}

/** The problems up to the limit, and the number of the others. */
export function limited(problems: readonly Problem[], file: string, more: number): Problem[] {
  const kept = problems.slice(0, PROBLEM_LIMIT)
  const left = problems.length - kept.length + more
  return left > 0 ? [...kept, problem('too-many-problems', { file, more: left })] : kept
}
