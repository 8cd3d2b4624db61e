import { quote } from './words.js'

const ORIGIN = /^([A-Za-z][\w+.-]*:\/\/)(?:.*@)?((?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d+)?)$/

/** Never what may be a secret: of an origin its host, of a query or a fragment only that there was one. */
export function cutWords(cut: string): string[] {
  const [, scheme, host] = ORIGIN.exec(cut) ?? []
  if (host !== undefined) return [quote(`${scheme}${host}`)]
  if (!/^[?#]/.test(cut)) return ['the origin']
  const hash = cut.indexOf('#')
  return [...(hash === 0 ? [] : ['the query']), ...(hash < 0 ? [] : ['the fragment'])]
}
