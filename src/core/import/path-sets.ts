import type { Alternative } from '../catalog/model.js'
import { isDeclarable } from '../openapi/security.js'
import { shownPath } from '../openapi/shown-path.js'
import { type Problem, problem } from '../problem.js'
import { type Condition, readAlsoRequires } from './also-requires.js'
import type { Gathering } from './gathering.js'
import type { Part } from './part.js'
import { readMetadata } from './path-metadata.js'
import { readTemplate } from './path-template.js'
import { PermissionRoutes } from './permission-routes.js'

const METHOD = /^[A-Z]+$/
/** Both spellings are in use. */
const PROPERTIES = [
  ...['includedProperties', 'excludedProperties'],
  ...['includeProperties', 'excludeProperties'],
]
const KNOWN = new Set(['schemeKeys', 'methods', 'paths', 'alsoRequires', ...PROPERTIES])

export interface PathSetOptions {
  /** Whether one of the names that a comma separates in `alsoRequires` is enough. */
  readonly anyOf?: boolean | undefined
  /** Whether paths that cannot be read are left out; default: they are problems. */
  readonly skipInvalid?: boolean | undefined
}

interface PathSet {
  readonly permission: string
  readonly methods: readonly string[]
  readonly condition: Condition
}

/** Reads the path sets of one scheme as routes. */
export class PathSets {
  readonly routes = new PermissionRoutes()
  readonly #scheme: string
  readonly #found: Gathering
  readonly #options: PathSetOptions
  readonly #templates = new Map<string, ReturnType<typeof readTemplate>>()
  readonly #listed = new Set<string>()
  readonly #required = new Set<string>()

  constructor(scheme: string, found: Gathering, options: PathSetOptions) {
    this.#scheme = scheme
    this.#found = found
    this.#options = options
  }

  read(permission: Part): void {
    for (const set of permission.get('pathSets').items()) {
      if (set.get('schemeKeys').texts().includes(this.#scheme)) this.#set(permission, set)
    }
  }

  #set(permission: Part, set: Part): void {
    if (!permission.get('schemes').has(this.#scheme)) {
      this.#found.leave('undeclared-scheme', permission.key, set)
      return
    }
    for (const name of PROPERTIES) {
      const filter = set.get(name)
      if (!filter.saysNothing) this.#found.leave('property-filter', permission.key, filter)
    }
    this.#found.leaveUnknown(set, KNOWN)
    const methods = set
      .get('methods')
      .items()
      .flatMap((each) => this.#method(each))
    const condition = this.#condition(set.get('alsoRequires'))
    for (const path of set.get('paths').members()) {
      this.#path(path, { permission: permission.key, methods, condition })
    }
  }

  #method(part: Part): string[] {
    const name = part.text() ?? ''
    if (METHOD.test(name)) return [name]
    if (this.#options.skipInvalid) this.#found.leave('refused-method', name, part)
    else if (name !== '') this.#found.fault(problem('import-bad-method', { method: name }, part.at))
    return []
  }

  #path(path: Part, { permission, methods, condition }: PathSet): void {
    const { isLeast, also, others } = readMetadata(path.text() ?? '', this.#scheme)
    const more = also.reduce((all, text) => both(all, this.#expression(text, path)), condition)
    for (const other of others) {
      this.#found.leave('path-condition', `${permission} ${path.key} ${other}`, path)
    }
    const template = this.#template(path)
    if (!template) return
    if ('why' in template) {
      for (const method of template.around ? methods : []) {
        if (template.around) this.routes.undecided(method, template.around)
      }
      return
    }
    const own = isDeclarable(permission) ? [permission] : []
    const words = isDeclarable(permission) ? others : [`the permission ${permission}`, ...others]
    for (const names of more) {
      const way: Alternative = {
        scopes: [...new Set([...own, ...names.filter(isDeclarable)])],
        others: [...words, ...names.filter((name) => !isDeclarable(name))].map((other) => ({
          other,
        })),
      }
      for (const method of methods) this.routes.add(method, template, way, isLeast)
    }
  }

  /** Undefined for a path that is a problem. Each is reported once. */
  #template(path: Part): ReturnType<typeof readTemplate> | undefined {
    const known = this.#templates.get(path.key)
    const read = known ?? readTemplate(path.key)
    this.#templates.set(path.key, read)
    if (known || !('why' in read)) return read
    const { why } = read
    if (this.#options.skipInvalid) this.#found.leave('refused-path', shownPath(path.key), path)
    else this.#found.fault(problem('import-bad-path', { path: path.key, why }, path.keyAt))
    return read
  }

  #condition(part: Part): Condition {
    const text = part.text() ?? ''
    return text === '' ? NOTHING : this.#expression(text, part)
  }

  #expression(text: string, part: Part): Condition {
    const read = readAlsoRequires(text, this.#options.anyOf ?? false)
    if (!read) {
      this.#found.fault(problem('import-bad-condition', { text }, part.at))
      return NOTHING
    }
    if (text.includes(',')) this.#listed.add(text)
    for (const name of read.flat()) this.#required.add(name)
    return read
  }

  /** What a reader should know; names that are only required beside others become scopes too. */
  finish(): Problem[] {
    const { scopes } = this.#found
    const added = [...this.#required].filter((name) => !scopes.has(name) && isDeclarable(name))
    for (const name of added) scopes.set(name, '')
    const notes: Problem[] = []
    if (added.length > 0) notes.push(problem('import-required-scopes', { scopes: added }))
    const lists = [...this.#listed]
    const anyOf = this.#options.anyOf ?? false
    if (lists.length > 0) notes.push(problem('import-also-lists', { lists, anyOf }))
    const cased = this.routes.differOnlyInCase()
    if (cased.length > 0) notes.push(problem('import-path-case', { routes: cased }))
    return notes
  }
}

/** Nothing else is needed. */
const NOTHING: Condition = [[]]

const both = (a: Condition, b: Condition): Condition =>
  a.flatMap((left) => b.map((right) => [...left, ...right]))
