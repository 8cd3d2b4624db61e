/** Readers of access logs that know nothing of those under test: only for texts that were read without an error. */
export type LogFormat = 'ndjson' | 'csv' | 'nginx' | 'har'
export type Fields = Readonly<Record<string, unknown>>

export function linesOf(format: LogFormat, text: string): readonly Fields[] {
  if (format === 'har') return harLines(text)
  const lines = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => !/^[ \t]*$/.test(line))
  if (format === 'ndjson') return lines.map((line) => JSON.parse(line))
  if (format === 'nginx') return lines.map(nginxLine)
  const [names = [], ...rows] = lines.map(cellsOf)
  return rows.map((cells) => Object.fromEntries(names.map((name, i) => [name, orNull(cells[i])])))
}

const orNull = (text = ''): string | null => (text === '' || text === '-' ? null : text)

/** RFC 4180; spaces around a cell without quotes are ignored, and so is the quote that keeps a formula from being one. */
const cellsOf = (line: string): string[] =>
  [...`${line},`.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*)),/g)].map(([, quoted, plain = '']) =>
    (quoted?.replaceAll('""', '"') ?? plain.trim()).replace(/^'(?=[=+\-@\t\r'])/, ''),
  )

function nginxLine(line: string): Fields {
  const quoted = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, text = '']) => text)
  const [request = '', , , scopes, client] = quoted
  const time = /\[([^\]]*)\]/.exec(line)?.[1] ?? ''
  const status = /" (\d{3}) /.exec(line)?.[1]
  return {
    request: withoutEscapes(request),
    time,
    status,
    ...(scopes === undefined ? {} : { scopes: nginxValue(scopes) }),
    ...(client === undefined ? {} : { client: nginxValue(client) }),
  }
}

const nginxValue = (text: string): string | null => {
  const found = orNull(text)
  return found === null ? null : withoutEscapes(found)
}

/** Bytes are written as `\xHH`. */
const withoutEscapes = (text: string): string =>
  Buffer.concat(
    (text.match(/\\x[0-9A-Fa-f]{2}|\\.|[^\\]+/gs) ?? []).map((part) =>
      part.startsWith('\\x') && part.length === 4
        ? Buffer.from(part.slice(2), 'hex')
        : Buffer.from(part.replace(/^\\/, '')),
    ),
  ).toString()

interface Entry {
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: readonly { readonly name?: unknown; readonly value?: unknown }[]
  }
  readonly response: { readonly status: number }
  readonly startedDateTime: string
}

function harLines(text: string): readonly Fields[] {
  const { entries } = JSON.parse(text.replace(/^\ufeff/, '')).log as { entries: readonly Entry[] }
  return entries.map(({ request, response, startedDateTime }) => {
    const named = request.headers.filter(
      (each) => `${each?.name}`.toLowerCase() === 'authorization',
    )
    const texts = named.map((each) => each.value).filter((value) => typeof value === 'string')
    const [text = null] = texts
    return {
      method: request.method,
      path: request.url,
      status: response.status,
      time: startedDateTime,
      token: named.length < 2 && texts.length === named.length ? text : named,
    }
  })
}
