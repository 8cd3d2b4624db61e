import { has, isMembers, own } from './document.js'

/** Where scopes are declared, and whether all who share this place agree on what is added. */
interface Holder {
  readonly pointer: string[]
  readonly agreed: boolean
}

/**
 * Where a scheme of the document lists its scopes: in each flow; in Swagger 2.0 in the scheme itself. References within
 * the document are followed, as the scopes belong where the scheme is defined. None if that is in another file. Flows that
 * share one list through an alias get it once.
 */
export function scopeHolders(root: unknown, scheme: readonly string[]): Holder[] {
  const place = definitionOf(root, scheme)
  if (!place) return []
  if (has(place.value, 'scopes')) return [{ pointer: [...place.pointer, 'scopes'], agreed: false }]
  const flows = own(place.value, 'flows')
  if (!isMembers(flows) || has(flows, '$ref')) return []
  const lists = new Map<unknown, Holder>()
  for (const flow of Object.keys(flows).filter((name) => !name.startsWith('x-'))) {
    const pointer = [...place.pointer, 'flows', flow, 'scopes']
    const list = own(own(flows, flow), 'scopes') ?? pointer
    const first = lists.get(list)
    lists.set(list, { pointer: first?.pointer ?? pointer, agreed: first !== undefined })
  }
  return [...lists.values()]
}

/** The longest chain of references. */
const LONGEST_CHAIN = 100

function definitionOf(
  root: unknown,
  pointer: readonly string[],
): { readonly pointer: readonly string[]; readonly value: unknown } | undefined {
  let here: readonly string[] = []
  let rest = pointer
  for (let hops = 0; hops <= LONGEST_CHAIN; ) {
    const value = here.reduce<unknown>((at, name) => own(at, name), root)
    const ref = own(value, '$ref')
    if (ref !== undefined) {
      const target = withinDocument(ref)
      if (!target) return undefined
      rest = [...target, ...rest]
      here = []
      hops++
    } else {
      const [step, ...more] = rest
      if (step === undefined) return { pointer: here, value }
      here = [...here, step]
      rest = more
    }
  }
  return undefined
}

/** The steps of a reference that leads to a part of the same document. */
function withinDocument(ref: unknown): string[] | undefined {
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return undefined
  try {
    const steps = decodeURIComponent(ref.slice('#/'.length)).split('/')
    return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  } catch {
    return undefined
  }
}
