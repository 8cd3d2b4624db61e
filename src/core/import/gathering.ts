import { ScopectlError } from '../errors.js'
import type { ImportedRole } from '../openapi/merge-roles.js'
import { isDeclarable } from '../openapi/security.js'
import { RESERVED_NAMES } from '../plain-map.js'
import { type Problem, problem } from '../problem.js'
import type { ImportProblems } from '../problems/import.js'
import type { LeftOutKind } from '../problems/left-out.js'
import type { Source } from '../source.js'
import type { LeftOut } from './model.js'
import { Part } from './part.js'

/** How many problems of one document are listed; the rest are counted. */
const PROBLEM_LIMIT = 100

/** Collects what a reader finds in a document. Names that a catalog cannot have are left out, by name. */
export class Gathering {
  readonly root: Part
  readonly scopes = new Map<string, string>()
  readonly roles = new Map<string, ImportedRole>()
  readonly leftOut: LeftOut[] = []
  readonly #problems: Problem[] = []
  readonly #source: Source

  constructor(source: Source) {
    this.#source = source
    this.root = new Part(source, (found) => this.#problems.push(found), [], source.value)
  }

  /** A problem: there is no catalog then. */
  fault(found: Problem): void {
    this.#problems.push(found)
  }

  /** Two entries of the same name: which one counts is not known. */
  twice(what: ImportProblems['import-duplicate']['what'], name: string, part: Part): void {
    this.fault(problem('import-duplicate', { what, name }, part.at))
  }

  leave(what: LeftOutKind, name: string, part: Part): void {
    this.leftOut.push({ what, name, at: part.at })
  }

  /** @returns whether a catalog can have it; the first description that is not empty is used */
  scope(name: string, description: string, part: Part): boolean {
    if (!isDeclarable(name)) {
      this.leave('scope-name', name, part)
      return false
    }
    if ((this.scopes.get(name) ?? '') === '') this.scopes.set(name, description)
    return true
  }

  /** @returns whether a catalog can have it */
  role(name: string, role: ImportedRole, part: Part): boolean {
    const known = this.roles.get(name)
    if (!isRoleName(name)) this.leave('role-name', name, part)
    else if (known) this.twice('role', name, part)
    else this.roles.set(name, role)
    return isRoleName(name)
  }

  /** Whether nothing wrong was found yet. */
  get isRight(): boolean {
    return this.#problems.length === 0
  }

  /** Lists the members that the reader does not know, unless they are empty. */
  leaveUnknown(part: Part, known: ReadonlySet<string>): void {
    if (part.isEmpty) return
    for (const each of part.members()) {
      if (!known.has(each.key) && !each.saysNothing) {
        this.leave('unknown-key', each.path.join('.'), each)
      }
    }
  }

  /** @throws ScopectlError everything wrong with the document */
  refuse(): void {
    const more = this.#problems.length - PROBLEM_LIMIT
    const shown = this.#problems.slice(0, PROBLEM_LIMIT)
    if (more > 0) shown.push(problem('too-many-problems', { file: this.#source.file, more }))
    if (shown.length > 0) throw new ScopectlError(shown)
  }

  /** @throws ScopectlError as `refuse`, and `import-nothing` */
  done(): void {
    this.refuse()
    if (this.scopes.size + this.roles.size > 0) return
    throw new ScopectlError([problem('import-nothing', { file: this.#source.file })])
  }
}

/** The catalog's own words for rows, names that no file may have, and text that no line of a report shows as it is. */
export const isRoleName = (name: string): boolean =>
  name !== '' &&
  !RESERVED_NAMES.has(name) &&
  !['everyone', 'anonymous', '<<'].includes(name) &&
  !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u.test(name)
