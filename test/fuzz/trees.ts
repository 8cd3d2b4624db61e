import fc from 'fast-check'
import { stringify } from 'yaml'
import { changes } from './edits.js'
import { HOSTILE_VALUES } from './words.js'

/** A change of a document; `at` and `from` are taken modulo the number of values in it. */
interface TreeEdit {
  readonly kind: 'put' | 'remove' | 'move' | 'rename' | 'wrap' | 'copy'
  readonly at: number
  readonly from: number
  readonly value: unknown
}

interface Place {
  readonly parent: Record<string, unknown> | unknown[]
  readonly key: string
}

const nat = fc.nat({ max: 1 << 20 })
const treeEdit = (values: readonly unknown[]): fc.Arbitrary<TreeEdit> =>
  fc.record({
    kind: fc.constantFrom('put', 'put', 'remove', 'move', 'rename', 'wrap', 'copy'),
    at: nat,
    from: nat,
    value: fc.constantFrom(...HOSTILE_VALUES, ...values, ...values),
  })

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const parent = value as Record<string, unknown>
  return Object.entries(parent).flatMap(([key, each]) => [{ parent, key }, ...placesIn(each)])
}

const valueAt = ({ parent, key }: Place): unknown => (parent as Record<string, unknown>)[key]

function put({ parent, key }: Place, value: unknown): void {
  if (Array.isArray(parent) && !/^\d+$/.test(key)) return void parent.push(value)
  // An own member, also if it is called `__proto__`.
  Object.defineProperty(parent, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  })
}

function remove({ parent, key }: Place): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else delete parent[key]
}

function apply(document: { root: unknown }, { kind, at, from, value }: TreeEdit): void {
  const places = placesIn(document)
  const place = places[at % places.length]!
  const other = places[from % places.length]!
  const isRoot = place.parent === document
  const was = valueAt(place)
  const copy = structuredClone(valueAt(other))
  const name = typeof value === 'string' ? value : other.key
  if (kind === 'put' || isRoot) put(place, structuredClone(value))
  else if (kind === 'move') put(place, copy)
  else if (kind === 'wrap') put(place, at % 2 === 0 ? [was] : { [name]: was })
  else if (kind === 'copy') put({ ...place, key: name }, copy)
  else if (kind === 'remove') remove(place)
  else if (!Array.isArray(place.parent)) {
    remove(place)
    put({ ...place, key: name }, was)
  }
}

/** One of the documents with up to four edits, as JSON or as YAML. */
export const editedTree = (
  seeds: readonly unknown[],
  { yaml = true, values = [] }: { yaml?: boolean; values?: readonly unknown[] } = {},
): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...seeds),
      changes(treeEdit(values)),
      yaml ? fc.boolean() : fc.constant(false),
    )
    .map(([seed, edits, asYaml]) => {
      const document = { root: structuredClone(seed) }
      for (const change of edits) apply(document, change)
      return asYaml ? stringify(document.root) : JSON.stringify(document.root, null, 1)
    })
