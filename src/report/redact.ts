/** A setting that is a secret or its hash, or may be one (a key pasted where its place is due), to the end of the line where it is unquoted. */
const SECRET =
  /((?:^|[{,\s])["']?(?:password|secret|key)["']?\s*:\s*)("(?:[^"\\]|\\.)*"?|'[^']*'?|[^"'\s].*)/g

/** A line of a file as it may be shown: secrets are covered, and every column stays where it is. */
export const redact = (line: string): string =>
  line.replace(SECRET, (_all, name: string, value: string) => name + '*'.repeat(value.length))
