import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { fail } from '../core/errors.js'

/** Whatever NODE_TLS_REJECT_UNAUTHORIZED and NODE_OPTIONS say. */
const STRICT = {
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
  insecureHTTPParser: false,
} as const
/** How long a server may take to answer, in seconds. */
const SECONDS = 10
/** Headers longer than this are an error. */
const HEADER_BYTES = 16 * 1024

/**
 * The status of the answer to one request, with this token. No redirect is followed, so the token is sent to this origin
 * only; the body is not read.
 *
 * @throws ScopectlError `learn-unreachable`, also if there is no answer in time
 */
export function askStatus(
  url: URL,
  { method, token }: { readonly method: 'GET' | 'HEAD'; readonly token: string | undefined },
): Promise<number> {
  const shown = `${url.origin}${url.pathname}`
  const send = url.protocol === 'https:' ? overHttps : overHttp
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return new Promise<number>((resolve, reject) => {
    // A connection for each: a server that crashes closes it.
    const options = { ...STRICT, method, headers, agent: false, maxHeaderSize: HEADER_BYTES }
    const asked = send(url, options, (response) => {
      clearTimeout(timer)
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    const late = () => asked.destroy(new Error(`no answer within ${SECONDS} seconds`))
    const timer = setTimeout(late, SECONDS * 1000)
    asked.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    asked.end()
  }).catch((error: NodeJS.ErrnoException) =>
    fail('learn-unreachable', { url: shown, why: error.code ?? error.message }),
  )
}
