import { has, isMembers, own } from './document.js'

/**
 * Where a scheme of the document lists its scopes: in each flow; in Swagger 2.0 in the scheme itself. References within
 * the document are followed, as the scopes belong where the scheme is defined. None if that is in another file.
 */
export function scopeHolders(root: unknown, scheme: readonly string[]): string[][] {
  const place = definitionOf(root, scheme)
  if (!place) return []
  if (has(place.value, 'scopes')) return [[...place.pointer, 'scopes']]
  const flows = own(place.value, 'flows')
  return isMembers(flows) && !has(flows, '$ref')
    ? Object.keys(flows)
        .filter((flow) => !flow.startsWith('x-'))
        .map((flow) => [...place.pointer, 'flows', flow, 'scopes'])
    : []
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
