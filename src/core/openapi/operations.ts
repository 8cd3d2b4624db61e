import { type Problem, problem } from '../problem.js'
import { countMembers, countOperation, countSecurity } from './cost.js'
import { type Definition, type Elsewhere, numbering } from './definition.js'
import { has, isMembers, type Members, type OpenApiDocument, own, type Place } from './document.js'
import { ANY_METHOD } from './gateway-marks.js'
import { pathParameters } from './path-parameters.js'
import { prefixOf } from './prefix.js'
import type { Resolver } from './resolve.js'

/** An operation of the document whose security has not been read yet. */
export interface Operation extends Definition {
  /** In upper case. */
  readonly method: string
  /** As the document writes it, without the prefix. */
  readonly path: string
  /** Names of the path parameters that the document declares for it. */
  readonly parameters: ReadonlySet<string>
  readonly prefix: string
  /** The `security` that applies to it, its own or the document's; undefined: none is stated. */
  readonly security: { readonly value: unknown } | undefined
  /** Why its security cannot be determined. */
  readonly fault: 'unresolved' | 'malformed' | 'contradicts' | undefined
  /** Its `operationId`, if it has one. */
  readonly id: unknown
}

const NONE: ReadonlySet<string> = new Set()
const NOWHERE = { pointer: undefined, definition: undefined } as const

type Named = [method: string, value: unknown]
const namesOf = (list: readonly Named[]): Set<string> => new Set(list.map(([name]) => name))

const OLD_METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
/** The methods that API Gateway's operation for the others stands for. */
const ANY = OLD_METHODS.filter((method) => method !== 'trace')
/** Members of a path item that are not operations. */
const NO_OPERATION = new Set(['$ref', 'summary', 'description', 'parameters', 'servers'])
/** Where an export keeps operations whose method OpenAPI does not know. */
export const MORE_OPERATIONS = 'x-scopectl-operations'
/** OpenAPI 3.2: the same. */
const ADDITIONAL = 'additionalOperations'

/**
 * All operations, in document order. A path item, an operation or all paths may be behind a `$ref`; one that cannot be
 * resolved is reported, and what is known about it is returned as an operation with a fault. Callbacks and webhooks are
 * requests that the API sends, not its routes.
 *
 * @param forced a prefix that replaces the document's own.
 * @param visit is called with each operation, the path item around it, and its own members, which are not kept.
 */
export function operationsOf(
  { source, root, version }: OpenApiDocument,
  resolver: Resolver,
  report: (found: Problem) => void,
  forced: string | undefined,
  visit?: (operation: Operation, item: Place, members: Place) => void,
): Operation[] {
  const isNew = version === '3.2'
  const METHODS = isNew ? [...OLD_METHODS, 'query'] : OLD_METHODS
  const isOther = (method: string): boolean =>
    /^[A-Z][A-Z-]*$/.test(method) && !METHODS.includes(method.toLowerCase())
  const operations: Operation[] = []
  const numberOf = numbering()
  const rootPrefix = prefixFor(root, 'the document') ?? ''
  const paths = resolver.follow({ file: source.file, value: own(root, 'paths') })
  if (!paths.ok) report(problem('openapi-unresolved', { what: 'paths', ...paths }))
  else if (isMembers(paths.place.value)) {
    for (const [path, value] of Object.entries(paths.place.value)) {
      const pointer = paths.place.value === own(root, 'paths') ? ['paths', path] : undefined
      if (!path.startsWith('x-')) readItem(path, { file: paths.place.file, value }, pointer)
    }
  }
  return operations

  function readItem(path: string, item: Place, pointer: readonly string[] | undefined): void {
    if (!isMembers(item.value)) {
      report(problem('openapi-bad-item', { path }))
      return
    }
    const here = operationMembers(path, item.value)
    const prefix = prefixFor(item.value, path) ?? rootPrefix
    if (has(item.value, '$ref')) {
      readReference(path, item, here, prefix)
      return
    }
    for (const [method, value] of here) {
      const own = pointer && [...pointer, ...stepsTo(item.value, method)]
      add(path, method, { file: item.file, value }, prefix, own, item)
    }
  }

  /**
   * The operations of an item behind a broken `$ref` are unknown, so none of its methods may fall through to a wider
   * route.
   */
  function readReference(path: string, item: Place, here: Named[], prefix: string): void {
    const found = resolver.follow(item)
    const target = found.ok && isMembers(found.place.value) ? found.place : undefined
    if (!found.ok || !target) {
      const facts = found.ok
        ? { ref: String(own(item.value, '$ref')), fault: 'missing' as const }
        : found
      report(problem('openapi-unresolved', { what: path, ref: facts.ref, fault: facts.fault }))
      for (const method of METHODS) addFaulty(path, method, prefix, 'unresolved')
      return
    }
    const behind = operationMembers(path, target.value as Members)
    const inner = prefixFor(target.value, path) ?? prefix
    const namesHere = namesOf(here)
    const namesBehind = namesOf(behind)
    for (const [method, value] of behind) {
      // "The behavior is undefined" (OpenAPI 3.1, Path Item Object).
      if (namesHere.has(method)) addFaulty(path, method, inner, 'contradicts')
      else add(path, method, { file: target.file, value }, inner, undefined, target)
    }
    for (const [method, value] of here) {
      if (!namesBehind.has(method))
        add(path, method, { file: item.file, value }, prefix, undefined, item)
    }
  }

  function operationMembers(path: string, item: Members): Named[] {
    const found: Named[] = []
    const members = Object.entries(item)
    countMembers(members.length, resolver)
    for (const [name, value] of members) {
      if (METHODS.includes(name)) found.push([name, value])
      else if ((name === MORE_OPERATIONS || (isNew && name === ADDITIONAL)) && isMembers(value)) {
        const more = Object.entries(value)
        countMembers(more.length, resolver)
        for (const [method, operation] of more) {
          if (isOther(method)) found.push([method, operation])
          else reportUnknown(path, method)
        }
      } else if (!NO_OPERATION.has(name) && !name.startsWith('x-')) {
        reportUnknown(path, name)
      }
    }
    if (!has(item, ANY_METHOD)) return found
    const named = namesOf(found)
    const rest = ANY.filter((method) => !named.has(method))
    return [...found, ...rest.map((method): Named => [method, own(item, ANY_METHOD)])]
  }

  function reportUnknown(path: string, name: string): void {
    countOperation(path, name, resolver)
    report(problem('openapi-unknown-method', { path, name }))
  }

  function add(
    path: string,
    method: string,
    place: Place,
    prefix: string,
    pointer: readonly string[] | undefined,
    item: Place,
  ): void {
    const found = resolver.follow(place)
    if (!found.ok) {
      const what = `${method.toUpperCase()} ${path}`
      report(problem('openapi-unresolved', { what, ref: found.ref, fault: found.fault }))
      addFaulty(path, method, prefix, 'unresolved')
      return
    }
    const { value } = found.place
    if (!isMembers(value)) {
      addFaulty(path, method, prefix, 'malformed')
      return
    }
    const holder = [value, root].find((each) => has(each, 'security'))
    const security = holder && { value: own(holder, 'security') }
    countSecurity(security?.value, resolver)
    const operation: Operation = {
      method: method.toUpperCase(),
      path,
      parameters: pathParameters([item, found.place], resolver),
      prefix: counted(path, prefixFor(value, `${method.toUpperCase()} ${path}`) ?? prefix),
      security,
      fault: undefined,
      id: own(value, 'operationId'),
      pointer: has(place.value, '$ref') ? undefined : pointer,
      definition: numberOf(value),
    }
    operations.push(operation)
    visit?.(operation, item, found.place)
  }

  function addFaulty(
    path: string,
    method: string,
    prefix: string,
    fault: NonNullable<Operation['fault']>,
  ): void {
    const elsewhere: Elsewhere = fault === 'malformed' ? 'malformed' : 'reference'
    const facts = { parameters: NONE, security: undefined, fault, elsewhere, id: undefined }
    const prefixed = counted(path, prefix)
    operations.push({ method: method.toUpperCase(), path, prefix: prefixed, ...facts, ...NOWHERE })
  }

  function counted(path: string, prefix: string): string {
    countOperation(path, prefix, resolver)
    return prefix
  }

  function prefixFor(holder: unknown, by: string): string | undefined {
    if (forced !== undefined) return forced
    const read = prefixOf(holder, resolver)
    if (!read) return undefined
    if (read.differ.length > 0) {
      report(problem('openapi-servers-differ', { by, used: read.prefix, paths: read.differ }))
    }
    if (read.ignored !== undefined) {
      report(problem('openapi-prefix-ignored', { by, prefix: read.ignored }))
    }
    return read.prefix
  }
}

function stepsTo(item: Members, method: string): string[] {
  if (has(item, method)) return [method]
  const holder = [MORE_OPERATIONS, ADDITIONAL].find((name) => has(own(item, name), method))
  return holder === undefined ? [ANY_METHOD] : [holder, method]
}

/** In how many operations each scheme is named. */
export function usesOf(operations: readonly Operation[]): Map<string, number> {
  const uses = new Map<string, number>()
  for (const { security } of operations) {
    const entries = Array.isArray(security?.value) ? security.value : []
    const names = entries.flatMap((entry) => (isMembers(entry) ? Object.keys(entry) : []))
    for (const name of new Set(names)) uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  return uses
}
