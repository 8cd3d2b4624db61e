/** A setting of the users file that is a secret, or its hash, up to where a value can end. */
const SECRET =
  /((?:^|[{,\s])["']?(?:password|secret)["']?\s*:\s*)("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,}]+)/g

/** A line of a file as it may be shown: passwords and their hashes are covered, and every column stays where it is. */
export const redact = (line: string): string =>
  line.replace(SECRET, (_all, name: string, value: string) => name + '*'.repeat(value.length))
