/** The Bearer challenge of a response (RFC 6750 §3). */
export interface Challenge {
  readonly error: string | undefined
  readonly scope: readonly string[] | undefined
}

/** Longer headers are cut: nobody sends them in good faith. */
const LONGEST = 8192
const TOKEN = /[!#$%&'*+.^_`|~\w-]/

/**
 * Reads WWW-Authenticate, which may contain several challenges of several schemes (RFC 9110 §11.6.1), in one pass.
 * @returns the first Bearer challenge; undefined if there is none.
 */
export function bearerChallenge(header: string | undefined): Challenge | undefined {
  const text = (header ?? '').slice(0, LONGEST)
  let scheme = ''
  let found: Map<string, string> | undefined
  let at = 0
  while (at < text.length) {
    if (!TOKEN.test(text.charAt(at))) {
      at++
      continue
    }
    const word = tokenAt(text, at)
    at = afterSpaces(text, at + word.length)
    if (text.charAt(at) !== '=') {
      // A word that is not followed by `=` begins the next challenge.
      if (found) break
      scheme = word.toLowerCase()
      if (scheme === 'bearer') found = new Map()
      continue
    }
    const value = valueAt(text, afterSpaces(text, at + 1))
    if (scheme === 'bearer') found?.set(word.toLowerCase(), value.text)
    at = value.end
  }
  if (!found) return undefined
  const scope = found.get('scope')
  return {
    error: found.get('error'),
    scope: scope === undefined ? undefined : scope.split(' ').filter((name) => name !== ''),
  }
}

function tokenAt(text: string, from: number): string {
  let end = from
  while (end < text.length && TOKEN.test(text.charAt(end))) end++
  return text.slice(from, end)
}

function afterSpaces(text: string, from: number): number {
  let at = from
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++
  return at
}

/** A token or a quoted string; one that is never closed ends with the text. */
function valueAt(text: string, from: number): { readonly text: string; readonly end: number } {
  if (text.charAt(from) !== '"') {
    const value = tokenAt(text, from)
    return { text: value, end: from + Math.max(1, value.length) }
  }
  let value = ''
  let at = from + 1
  for (; at < text.length && text.charAt(at) !== '"'; at++) {
    if (text.charAt(at) === '\\') at++
    value += text.charAt(at)
  }
  return { text: value, end: at + 1 }
}
