/** Not before `}`: some documents mark an optional parameter like that. */
const REST = /[?#](?!\}).+$/s

/** A path that a document should not have, for messages: what follows `?` or `#` may contain a secret. */
export const shownPath = (path: string): string =>
  path.replace(REST, (rest) => `${rest.charAt(0)}…`)
