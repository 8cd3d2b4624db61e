import type { Location } from '../problem.js'

/** Not before `}`: some documents mark an optional parameter like that. */
const REST = /[?#](?!\}).+$/s

/** A path that a document should not have, for messages: what follows `?` or `#` may contain a secret. */
export const shownPath = (path: string): string =>
  path.replace(REST, (rest) => `${rest.charAt(0)}…`)

/** The place of such a path, with an excerpt that does not show it. */
export function withoutPath(at: Location | undefined, path: string): Location | undefined {
  if (!at || !REST.test(path)) return at
  const { text, column, length } = at
  const end = column - 1 + length
  return { ...at, text: text.slice(0, column - 1) + '*'.repeat(length) + text.slice(end) }
}
