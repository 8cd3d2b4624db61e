import type { Catalog } from '../catalog/model.js'
import type { Parsed } from '../catalog/parse.js'
import { isMap } from '../plain-map.js'
import { type Problem, problem } from '../problem.js'
import { readShape } from '../shape.js'
import type { Source } from '../source.js'
import { parseInstant } from '../time/instant.js'
import type { Users } from '../users/model.js'
import { parseUsers } from '../users/parse.js'
import type { Suite } from './model.js'
import { readAlways } from './read-always.js'
import { readSubjects } from './read-subjects.js'
import { readTable } from './read-table.js'
import { readTests } from './read-tests.js'
import { SuiteReader } from './reader.js'
import { type SuiteFile, suiteSchema } from './schema.js'

/**
 * Reads a suite of permission tests (scopes.test.yaml) for its catalog and users: every name must exist, no list may be
 * empty, and every problem is listed. A suite that asserts nothing is a problem.
 *
 * NOT checked: whether a flaw can be made, and whether the tests pass; `runSuite` does both.
 *
 * @param source the value of the file, and where its parts are (use `sourceOf` if it did not come from a file)
 * @param catalog the catalog under test
 * @param users the catalog's users; a suite with its own `users:` or `clients:` uses only those
 * @returns the suite with notes, or the problems
 * @throws nothing: problems are returned
 * @example
 * ```ts
 * import { parseCatalog, parseSuite, sourceOf } from 'scopectl'
 *
 * const catalog = parseCatalog(sourceOf({ scopes: {}, routes: { 'GET /me': 'authenticated' } }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const nobody = { file: undefined, users: new Map(), clients: new Map() }
 * const tests = [{ as: { anonymous: true }, unauthorized: ['GET /me'] }]
 * const suite = parseSuite(sourceOf({ tests }), catalog.value, nobody)
 * suite.ok && suite.value.assertions.map(({ name }) => name) // => ['anonymous GET /me']
 * const empty = parseSuite(sourceOf({}), catalog.value, nobody)
 * empty.ok ? [] : empty.problems.map(({ code }) => code) // => ['suite-empty']
 * ```
 */
export function parseSuite(source: Source, catalog: Catalog, users: Users): Parsed<Suite> {
  const shaped = readShape(source, suiteSchema)
  if (!shaped.ok) return refused(shaped.problems)
  const file = shaped.value
  const own = ownUsers(file, source, catalog)
  if (own && !own.ok) return refused(own.problems)
  const reader = new SuiteReader(catalog)
  const known = own?.value ?? users
  const subjects = readSubjects(file, source, { catalog, users: known }, reader)
  const assertions = [
    ...readTests(file, source, subjects, reader),
    ...readTable(file, source, subjects, reader),
  ]
  const always = readAlways(file, source, reader)
  const now = readNow(file, source, (found) => reader.report(found))
  if (!file.tests && !file.table && !file.always) {
    reader.report(problem('suite-empty', { file: source.file }, source.locate([])))
  }
  if (reader.problems.length > 0) return refused(reader.sorted())
  const unused = subjects.unused()
  const [first] = unused
  const at = first === undefined ? undefined : source.locate(['subjects', first], 'key')
  if (first !== undefined) {
    reader.notes.push(problem('unused-subjects', { subjects: unused }, at))
  }
  const { notes } = reader
  const value = { file: source.file, now, catalogFile: file.catalog, users: known, assertions }
  return { ok: true, value: { ...value, always, notes }, notes }
}

/** Half a suite would pass while checking less than its author intended. */
const refused = (problems: readonly Problem[]): Parsed<Suite> => ({
  ok: false,
  problems,
  partial: undefined,
})

/** Whether the suite has its own users, so that it needs no users file. */
export const hasOwnUsers = ({ value }: Source): boolean =>
  isMap(value) && (isMap(value['users']) || Object.hasOwn(value, 'clients'))

/** A path that the suite names, `catalog` or `users`; read from the raw value, since it is needed first. */
export function pathIn({ value }: Source, key: 'catalog' | 'users'): string | undefined {
  const found = isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** Reads the users inside a suite like those of a users file. */
function ownUsers(
  { users, clients }: SuiteFile,
  source: Source,
  catalog: Catalog,
): Parsed<Users> | undefined {
  if (typeof users === 'string' && clients !== undefined) {
    const at = source.locate(['clients'], 'key')
    return {
      ok: false,
      problems: [problem('suite-users-twice', { file: users }, at)],
      partial: undefined,
    }
  }
  if (typeof users !== 'object' && clients === undefined) return undefined
  const value = {
    ...(typeof users === 'object' ? { users } : {}),
    ...(clients === undefined ? {} : { clients }),
  }
  return parseUsers({ ...source, value }, catalog)
}

function readNow(
  { now: text }: SuiteFile,
  source: Source,
  report: (found: Problem) => void,
): number | undefined {
  if (text === undefined) return undefined
  const now = parseInstant(text)
  if (typeof now === 'number') return now
  report(problem('bad-suite-time', { text, why: now }, source.locate(['now'])))
  return undefined
}
