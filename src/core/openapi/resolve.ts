import { fail } from '../errors.js'
import type { RefFault } from '../problems/openapi.js'
import { isMembers, type OpenApiSource, own, type Place } from './document.js'

/** The longest chain of references. */
const LONGEST_CHAIN = 100

/**
 * How many characters and entries may be read in all, where references, aliases and the document's own security let
 * many operations share a part: its cost counts for each of them. Microsoft Graph (47 MB, 22,361 operations) takes 8
 * million.
 */
const MOST_WORK = 100_000_000
const HOP = 20

export type Resolved =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly ref: string; readonly fault: RefFault }

/** Follows `$ref`s. */
export interface Resolver {
  /** The value behind the reference at `place`, following chains; `place` itself if there is none. */
  follow(place: Place): Resolved
  /**
   * Counts what is read from a part that may be shared.
   * @throws ScopectlError `openapi-too-much-work`
   */
  spend(work: number): void
}

/**
 * A resolver for a document. References within it and to files that `open` yields are followed; every fault gives an
 * answer that says so, never an empty value: what cannot be read must not count as "nothing is required".
 */
export function resolverFor(source: OpenApiSource): Resolver {
  const roots = new Map<string, unknown>([[source.file, source.value]])
  const targets = new Map<string, Map<string, Place | { fault: RefFault }>>()
  let left = MOST_WORK
  return { follow, spend }

  function spend(work: number): void {
    left -= work
    if (left < 0) fail('openapi-too-much-work', { file: source.name })
  }

  function follow(place: Place): Resolved {
    const seen = new Set<Place>()
    let here = place
    for (let hops = 0; ; hops++) {
      const ref = own(here.value, '$ref')
      if (ref === undefined) return { ok: true, place: here }
      const shown = typeof ref === 'string' ? ref : '(no text)'
      const broken = (fault: RefFault): Resolved => {
        spend(shown.length) // it is printed
        return { ok: false, ref: shown, fault }
      }
      spend(HOP)
      if (typeof ref !== 'string') return broken('no-pointer')
      if (hops >= LONGEST_CHAIN) return broken('too-long')
      const next = knownTarget(here.file, ref)
      if ('fault' in next) return broken(next.fault)
      if (seen.has(next)) return broken('circular')
      seen.add(next)
      here = next
    }
  }

  /** Finds the target of a reference once, however often it is used. */
  function knownTarget(from: string, ref: string): Place | { fault: RefFault } {
    const ofFile = targets.get(from) ?? new Map<string, Place | { fault: RefFault }>()
    targets.set(from, ofFile)
    const known = ofFile.get(ref) ?? target(from, ref)
    ofFile.set(ref, known)
    return known
  }

  function target(from: string, ref: string): Place | { fault: RefFault } {
    const hash = ref.indexOf('#')
    const [reference, fragment] = hash < 0 ? [ref, ''] : [ref.slice(0, hash), ref.slice(hash + 1)]
    const opened = reference === '' ? { file: from, value: roots.get(from) } : open(from, reference)
    if ('fault' in opened) return opened
    const value = byPointer(opened.value, fragment)
    return 'fault' in value ? value : { file: opened.file, value: value.found }
  }

  function open(from: string, reference: string): Place | { fault: RefFault } {
    const opened = source.open(from, reference)
    if (!('fault' in opened)) roots.set(opened.file, opened.value)
    return opened
  }
}

/** RFC 6901 in a URI fragment; own members and list items only, and further `$ref`s are not followed. */
function byPointer(root: unknown, fragment: string): { found: unknown } | { fault: RefFault } {
  let pointer: string
  try {
    pointer = decodeURIComponent(fragment)
  } catch {
    return { fault: 'no-pointer' }
  }
  if (pointer !== '' && !pointer.startsWith('/')) return { fault: 'no-pointer' }
  let value = root
  for (const part of pointer.split('/').slice(1)) {
    if (/~(?![01])/.test(part)) return { fault: 'no-pointer' }
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    const isItem = Array.isArray(value) && /^(?:0|[1-9]\d*)$/.test(name)
    const container = isMembers(value) || isItem ? (value as Record<string, unknown>) : undefined
    if (!container || !Object.hasOwn(container, name)) return { fault: 'missing' }
    value = container[name]
  }
  return { found: value }
}
