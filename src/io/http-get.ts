import { type buildConnector, EnvHttpProxyAgent, fetch, Pool, type Response } from 'undici'
import { fail } from '../core/errors.js'
import type { NetworkFault, ProxyAsked } from '../core/problems/url.js'
import { noProxy, proxyOf } from './proxy.js'
import { type Purpose, shownUrl } from './url.js'

export interface DownloadLimits {
  /** The limit of the decompressed body in bytes, which also stops a gzip bomb. */
  readonly bytes: number
  readonly seconds: number
  /** How much longer it may take for each megabyte that has arrived: a limit on speed, not on size. */
  readonly secondsPerMegabyte?: number
  readonly accept: string
}

type Env = Readonly<Record<string, string | undefined>>

/** Whatever NODE_TLS_REJECT_UNAUTHORIZED and NODE_OPTIONS say. */
const TLS = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const

/** How long each of several addresses is tried; Node's 250 ms are too short for a slow connection or a busy machine. */
const ADDRESS_MS = 1500

/**
 * The bytes at a URL, fetched through the proxy set in the environment, if any. No redirect is followed, no credentials
 * are sent, and time and size are limited. Import this only to make a request: its library is half a megabyte.
 *
 * @throws ScopectlError `…-redirect`, `…-status`, `…-too-big`, `…-slow`, `…-unreachable`, `proxy-bad`
 */
export async function httpGet(
  url: URL,
  purpose: Purpose,
  { bytes, seconds, secondsPerMegabyte = 0, accept }: DownloadLimits,
  env: Env,
): Promise<Uint8Array> {
  const shown = shownUrl(url)
  const controller = new AbortController()
  const { dispatcher, proxy } = wayTo(url, seconds, env, controller)
  let late = false
  let arrived = 0
  let granted = seconds * 1000
  let timer = setTimeout(check, granted)
  function check(): void {
    const more = (seconds + (arrived / 1e6) * secondsPerMegabyte) * 1000 - granted
    late = more <= 0
    if (late) controller.abort()
    granted += more
    if (!late) timer = setTimeout(check, more)
  }
  try {
    const { signal } = controller
    const headers = { accept }
    const response = await fetch(url, { redirect: 'manual', headers, signal, dispatcher })
    const { status } = response
    if (status >= 300 && status < 400) fail(`${purpose}-redirect`, { url: shown, status })
    if (status !== 200) fail(`${purpose}-status`, { url: shown, status })
    const declared = Number(response.headers.get('content-length') ?? 0)
    const body =
      declared > bytes
        ? undefined
        : await readBody(response, bytes, (length) => {
            arrived = length
          })
    return body ?? fail(`${purpose}-too-big`, { url: shown, limit: bytes })
  } catch (error) {
    if (late) fail(`${purpose}-slow`, { url: shown, seconds, proxy: proxy() })
    if (!(error instanceof TypeError)) throw error // how fetch reports that the network failed
    return fail(`${purpose}-unreachable`, { url: shown, why: faultOf(error, proxy()) })
  } finally {
    clearTimeout(timer)
    await dispatcher.destroy() // discards a body that was not read to its end
  }
}

/** Undefined if it is longer than the limit. */
async function readBody(
  response: Response,
  limit: number,
  tell: (length: number) => void,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > limit) return undefined
    tell(length)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

interface Way {
  readonly dispatcher: EnvHttpProxyAgent
  /** The proxy, once it was used; undefined if NO_PROXY excludes the host. */
  proxy(): ProxyAsked | undefined
}

/** The dispatcher for a URL. Aborts the request if the proxy hangs up: the library would retry forever. */
function wayTo(url: URL, seconds: number, env: Env, request: AbortController): Way {
  const named = proxyOf(url, env)
  let asked: ProxyAsked | undefined
  const tls = { ...TLS, timeout: seconds * 1000, autoSelectFamilyAttemptTimeout: ADDRESS_MS }
  const dispatcher = new EnvHttpProxyAgent({
    // All three are set, so that the library does not read the environment.
    httpProxy: '',
    httpsProxy: named?.url ?? '',
    noProxy: noProxy(env),
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    clientFactory(origin, options) {
      const { connect } = options as { readonly connect: buildConnector.connector }
      const watched: buildConnector.connector = (target, done) => {
        if (named) asked ??= { variable: named.variable, host: named.host, reached: false }
        connect(target, (...made) => {
          if (asked && made[0] === null) asked = { ...asked, reached: true }
          done(...made)
        })
      }
      const client = new Pool(origin, { ...options, connect: watched })
      return client.on('disconnect', (_origin, _targets, cause) => {
        if (cause.code === 'UND_ERR_SOCKET') request.abort(new TypeError('hung up', { cause }))
      })
    },
  })
  return { dispatcher, proxy: () => asked }
}

/** What went wrong: at the proxy, or beyond it. */
function faultOf(error: TypeError, proxy: ProxyAsked | undefined): NetworkFault {
  const causes = causesOf(error)
  const code = causes.map((cause) => (cause as NodeJS.ErrnoException).code)
  const fault = { code: code.find((each) => typeof each === 'string') ?? '' }
  if (!proxy) return fault
  // The answer of a proxy that refuses the connection is only in the library's message.
  const refusal = causes.map(({ message }) => /^Proxy response \((\d{3})\)/.exec(message)?.[1])
  const status = refusal.find((each) => each !== undefined)
  return { ...fault, proxy, status: status === undefined ? undefined : Number(status) }
}

/** If a name has several addresses, the causes for the last one. */
function causesOf({ cause }: Error): Error[] {
  const one = cause instanceof AggregateError ? cause.errors.at(-1) : cause
  return one instanceof Error ? [one, ...causesOf(one)] : []
}
