import type { JsonObject } from '../token/model.js'

const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`
/** `combined`, and up to two quoted fields more. A user name may contain spaces. No field has a bare quote: nginx escapes it. */
const LINE = new RegExp(
  String.raw`^([^\s"]+) - ([^\s"][^"]*?) \[([^\]]+)\] ${QUOTED} (\d{3}) (?:\d+|-) ${QUOTED} ${QUOTED}(?: ${QUOTED})?(?: ${QUOTED})?$`,
)

/** What the beginning of such a line looks like. */
export const looksLikeNginx = (line: string): boolean =>
  /^[^\s"]+ - [^\s"][^"]*? \[[^\]]+\] "/.test(line)

/**
 * Reads a line of nginx's `combined` log format to which the scopes, and then maybe the client, were added in quotes:
 * `… "$http_user_agent" "$jwt_scope" "$jwt_client"`.
 *
 * @returns undefined for a line of another format
 */
export function nginxFields(line: string): JsonObject | undefined {
  const found = LINE.exec(line)
  if (!found) return undefined
  const [, , user = '', time = '', request = '', status = '', , , scopes, client] = found
  return {
    ...{ time, status },
    request: unescaped(request),
    remote_user: unescaped(user),
    ...(scopes === undefined ? {} : { scopes: unescaped(scopes) }),
    ...(client === undefined ? {} : { client: unescaped(client) }),
  }
}

const ENCODER = new TextEncoder()
/** A byte order mark is a character of the value: without it, another one would be compared. */
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })

/** nginx escapes quotes, backslashes, and all bytes that are not printable ASCII, unless it is told to write them as they are. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  const bytes: number[] = []
  for (const [, hex, char = ''] of text.matchAll(/\\x([0-9A-Fa-f]{2})|\\?(.)/gsu)) {
    if (hex === undefined) bytes.push(...ENCODER.encode(char))
    else bytes.push(Number.parseInt(hex, 16))
  }
  return DECODER.decode(Uint8Array.from(bytes))
}
