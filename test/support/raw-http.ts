import { connect } from 'node:net'

export interface RawReply {
  readonly status: number
  /** Every value, by lower-case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: string
}

/** The slowest reply, behind other logins, needs 2 s. */
const LONGEST_SECONDS = 60

/** Sends exactly these bytes, which no HTTP library would allow, and reads until the other side closes. */
function sendRaw(port: number, text: string): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'))
    let said = ''
    socket.setTimeout(LONGEST_SECONDS * 1000, () =>
      socket.destroy(new Error(`silence after\n${said}`)),
    )
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1')
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Everything received before the other side closed is the answer.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error)
    })
    socket.on('close', () => {
      try {
        resolve(parse(said))
      } catch (error) {
        reject(error)
      }
    })
  })
}

/** A request line, its headers, and `Connection: close`. */
export const get = (
  port: number,
  line: string,
  headers: readonly string[] = [],
  body = '',
): Promise<RawReply> => {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`]
  const host = headers.some((header) => /^host:/i.test(header)) ? [] : ['Host: localhost']
  const head = [`${line} HTTP/1.1`, ...host, ...headers, ...length, 'Connection: close', '', '']
  return sendRaw(port, head.join('\r\n') + body)
}

function parse(text: string): RawReply {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1])
  if (end < 0 || !(status > 0)) throw new Error(`no HTTP: ${JSON.stringify(text)}`)
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const at = line.indexOf(':')
    const name = line.slice(0, at).toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), line.slice(at + 1).trim()])
  }
  return { status, headers, body: text.slice(end + 4) }
}
