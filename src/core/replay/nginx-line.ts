import type { JsonObject } from '../token/model.js'

const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`
/** `combined`, and up to two quoted fields more. A user name may contain spaces. */
const LINE = new RegExp(
  String.raw`^(\S+) - (\S.*?) \[([^\]]+)\] ${QUOTED} (\d{3}) (?:\d+|-) ${QUOTED} ${QUOTED}(?: ${QUOTED})?(?: ${QUOTED})?$`,
)

/** What the beginning of such a line looks like. */
export const looksLikeNginx = (line: string): boolean => /^\S+ - \S.*? \[[^\]]+\] "/.test(line)

/**
 * Reads a line of nginx's `combined` log format to which the scopes, and then maybe the client, were added in quotes:
 * `… "$http_user_agent" "$jwt_scope" "$jwt_client"`. What has no value is null: nginx writes `-` for it.
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
    remote_user: valueIn(user),
    ...(scopes === undefined ? {} : { scopes: valueIn(scopes) }),
    ...(client === undefined ? {} : { client: valueIn(client) }),
  }
}

const valueIn = (text: string): string | null =>
  text === '' || text === '-' ? null : unescaped(text)

/** nginx escapes quotes, backslashes, and all bytes that are not printable ASCII. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  const bytes: number[] = []
  for (let at = 0; at < text.length; at++) {
    const hex = /^\\x([0-9A-Fa-f]{2})/.exec(text.slice(at, at + 4))?.[1]
    if (hex !== undefined) at += 3
    else if (text[at] === '\\') at++
    bytes.push(hex === undefined ? text.charCodeAt(at) : Number.parseInt(hex, 16))
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}
