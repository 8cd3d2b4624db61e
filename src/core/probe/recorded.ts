import { canonicalPath } from '../catalog/canonical-path.js'
import { matchRoute } from '../catalog/match-route.js'
import type { Catalog } from '../catalog/model.js'
import { isJson } from '../catalog/route-request.js'
import { partsOf, type Segment, type Template } from '../catalog/route-template.js'
import { isSecretName } from '../secrets/names.js'
import type { Path } from '../source.js'
import type { HarEntry } from './har.js'
import type { Sample } from './sample.js'

/** A recorded body that would be sent as JSON, and is not. */
export interface BadBody {
  readonly route: string
  readonly at: Path
}

/**
 * What recorded requests say about routes: the first entry for each, those of the probed origin first. Only its path, query
 * and body are used, never a header; query parameters that are named like secrets are left out.
 */
export function recordedSamples(
  catalog: Catalog,
  entries: readonly HarEntry[],
  target: URL,
): Map<string, Sample> | BadBody {
  const base = target.pathname.replace(/\/+$/, '')
  const isOurs = ({ url }: HarEntry): boolean => url.origin === target.origin
  const ranked = [...entries.filter(isOurs), ...entries.filter((each) => !isOurs(each))]
  const samples = new Map<string, Sample>()
  for (const { method, url, body, at } of ranked) {
    if (!url.pathname.startsWith(`${base}/`)) continue
    const canonical = canonicalPath(url.pathname.slice(base.length))
    if (!('path' in canonical)) continue
    const match = matchRoute(catalog, method, canonical.path)
    if (match.kind !== 'route' || match.route.method !== method) continue
    const { name, pattern } = match.route
    if (samples.has(name)) continue
    if (body && isJsonType(body.type) && !isJson(body.text)) return { route: name, at }
    const query = withoutSecrets(url)
    samples.set(name, {
      params: valuesIn(pattern, canonical.path),
      ...(query === '' ? {} : { query }),
      ...(body ? { body: { ...body, isPrivate: true } } : {}),
    })
  }
  return samples
}

export const isJsonType = (type: string): boolean =>
  /^application\/(?:[\w!#$&^.+-]*\+)?json\b/i.test(type)

function withoutSecrets({ searchParams }: URL): string {
  return new URLSearchParams([...searchParams].filter(([name]) => !isSecretName(name))).toString()
}

/** The values of the parameters in a path of the template, without escapes. */
export function valuesIn({ segments, tail }: Template, path: string): Map<string, string> {
  const parts = partsOf(path)
  const values = new Map(segments.flatMap((segment, i) => [...valuesOf(segment, parts[i] ?? '')]))
  if (tail !== undefined) values.set(tail, parts.slice(segments.length).join('/'))
  return values
}

/** As in segmentContains: each text is found at its first place after at least one character. */
function valuesOf({ plain, names }: Segment, part: string): Map<string, string> {
  const values = new Map<string, string>()
  let at = (plain[0] ?? '').length
  for (const [i, name] of names.entries()) {
    const text = plain[i + 1] ?? ''
    const isLast = i === names.length - 1
    const end = isLast ? part.length - text.length : part.indexOf(text, at + 1)
    values.set(name, part.slice(at, end))
    at = end + text.length
  }
  return values
}
