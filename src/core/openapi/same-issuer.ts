import { isMembers } from './document.js'
import type { Read } from './read.js'
import type { Scheme } from './schemes.js'
import type { SecurityReader } from './security.js'

/**
 * The other token schemes that seem to belong to the issuer of the catalog's tokens: they share a host with one of its
 * schemes, or every entry of a `security` list that names one of the two names both. Only proposed to the user, never
 * assumed: that two schemes have one issuer does not say that each token is a token of both.
 */
export function sameIssuer(read: readonly Read[], { schemes, tokens }: SecurityReader): string[] {
  const isOurs = (scheme: Scheme): boolean => tokens.some(({ name }) => name === scheme.name)
  const kept = new Set(read.flatMap(({ reading }) => reading.kept))
  const candidates = [...schemes.values()].filter(
    (scheme) => kept.has(scheme.name) && scheme.kind === 'token' && !isOurs(scheme),
  )
  if (candidates.length === 0) return []
  const entries = entriesOf(read)
  return candidates
    .filter((scheme) =>
      tokens.some(
        (own) => own.kind === 'token' && (shareHost(own, scheme) || together(entries, own, scheme)),
      ),
    )
    .map(({ name }) => name)
}

/** The names in each entry of each different list; most operations share the list of the document. */
function entriesOf(read: readonly Read[]): ReadonlySet<string>[] {
  const lists = new Set(read.map(({ operation }) => operation.security?.value))
  return [...lists].flatMap((list) =>
    Array.isArray(list) ? list.filter(isMembers).map((entry) => new Set(Object.keys(entry))) : [],
  )
}

const shareHost = (a: Scheme, b: Scheme): boolean => [...a.hosts].some((host) => b.hosts.has(host))

const together = (entries: readonly ReadonlySet<string>[], a: Scheme, b: Scheme): boolean =>
  entries.some((names) => names.has(a.name)) &&
  entries.every((names) => names.has(a.name) === names.has(b.name))
