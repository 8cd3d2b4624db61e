import { quote } from './words.js'

const ORIGIN = /^([A-Za-z][\w+.-]*:\/\/)(?:.*@)?((?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d+)?)$/

/** Hides possible secrets: of an origin, shows only its host; of a query or fragment, only that it was there. */
export function cutWords(cut: string): string[] {
  const [, scheme, host] = ORIGIN.exec(cut) ?? []
  if (host !== undefined) return [quote(`${scheme}${host}`)]
  if (!/^[?#]/.test(cut)) return ['the origin']
  const hash = cut.indexOf('#')
  return [...(hash === 0 ? [] : ['the query']), ...(hash < 0 ? [] : ['the fragment'])]
}
