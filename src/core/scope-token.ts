/** RFC 6749 §3.3: `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`: printable ASCII without space, `"` and `\`. */
const SCOPE_TOKEN = /^[\x21\x23-\x5B\x5D-\x7E]+$/

export const isScopeToken = (name: string): boolean => SCOPE_TOKEN.test(name)

/** The keywords that are a whole requirement; a scope with such a name must be written in the long form. */
export const LEVELS = ['public', 'authenticated', 'undecided'] as const
export type Level = (typeof LEVELS)[number]
export const isLevel = (word: string): word is Level => (LEVELS as readonly string[]).includes(word)

/** Splits a `scope` string at U+0020 and at nothing else (RFC 6749 §3.3); never yields an empty name. */
export const splitScopes = (text: string): string[] => text.split(' ').filter((name) => name !== '')

/**
 * Whether a glob of the catalog matches a name: `*` is one or more characters except ":". Since no star crosses a ":",
 * both sides are compared segment by segment. Linear, no regular expression.
 */
export function globMatches(glob: string, name: string): boolean {
  const globs = glob.split(':')
  const names = name.split(':')
  return globs.length === names.length && globs.every((part, i) => covers(part, names[i] ?? ''))
}

/** Each piece after a star is matched at its first occurrence; only the last one must end the name. */
function covers(glob: string, name: string): boolean {
  const [head = '', ...pieces] = glob.split('*')
  const tail = pieces.pop()
  if (tail === undefined) return glob === name
  if (!name.startsWith(head)) return false
  let at = head.length
  for (const piece of pieces) {
    const found = name.indexOf(piece, at + 1)
    if (found === -1) return false
    at = found + piece.length
  }
  return name.length - tail.length > at && name.endsWith(tail)
}
