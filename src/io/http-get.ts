import { type buildConnector, EnvHttpProxyAgent, fetch, Pool, type Response } from 'undici'
import { fail } from '../core/errors.js'
import type { NetworkFault, ProxyAsked } from '../core/problems/url.js'
import { noProxy, proxyOf } from './proxy.js'
import { type Purpose, shownUrl } from './url.js'

export interface DownloadLimits {
  /** Of the unpacked body, in bytes: a gzip bomb ends there too. */
  readonly bytes: number
  readonly seconds: number
  readonly accept: string
}

type Env = Readonly<Record<string, string | undefined>>

/** Whatever NODE_TLS_REJECT_UNAUTHORIZED and NODE_OPTIONS say. */
const TLS = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const

/** How long one of several addresses is tried; Node's 250 ms are too few for a slow line, or a busy machine. */
const ADDRESS_MS = 1500

/**
 * The bytes behind an address, through the proxy that the environment names, if any. No redirect is followed, nothing is
 * sent along, time and size are limited. Import this only to ask: the library behind it is half a megabyte.
 *
 * @throws ScopectlError `…-redirect`, `…-status`, `…-too-big`, `…-slow`, `…-unreachable`, `proxy-bad`
 */
export async function httpGet(
  url: URL,
  purpose: Purpose,
  { bytes, seconds, accept }: DownloadLimits,
  env: Env,
): Promise<Uint8Array> {
  const shown = shownUrl(url)
  const controller = new AbortController()
  const { dispatcher, proxy } = wayTo(url, seconds, env, controller)
  let late = false
  const timer = setTimeout(() => {
    late = true
    controller.abort()
  }, seconds * 1000)
  try {
    const { signal } = controller
    const headers = { accept }
    const response = await fetch(url, { redirect: 'manual', headers, signal, dispatcher })
    const { status } = response
    if (status >= 300 && status < 400) fail(`${purpose}-redirect`, { url: shown, status })
    if (status !== 200) fail(`${purpose}-status`, { url: shown, status })
    const body = await readBody(response, bytes)
    return body ?? fail(`${purpose}-too-big`, { url: shown, limit: bytes })
  } catch (error) {
    if (late) fail(`${purpose}-slow`, { url: shown, seconds, proxy: proxy() })
    if (!(error instanceof TypeError)) throw error // how fetch says that the network failed
    return fail(`${purpose}-unreachable`, { url: shown, why: faultOf(error, proxy()) })
  } finally {
    clearTimeout(timer)
    await dispatcher.destroy() // lets go of a body that was not read to its end
  }
}

/** Undefined where it is longer than the limit. */
async function readBody(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

interface Way {
  readonly dispatcher: EnvHttpProxyAgent
  /** The proxy, once it is asked; undefined where NO_PROXY spares the host. */
  proxy(): ProxyAsked | undefined
}

/** How to get there. Ends the request where the proxy hangs up: the library would ask it again, without end. */
function wayTo(url: URL, seconds: number, env: Env, request: AbortController): Way {
  const named = proxyOf(url, env)
  let asked: ProxyAsked | undefined
  const tls = { ...TLS, timeout: seconds * 1000, autoSelectFamilyAttemptTimeout: ADDRESS_MS }
  const dispatcher = new EnvHttpProxyAgent({
    // All three are given, so that the library does not look into the environment.
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
  // What a proxy answers instead of making the connection is only in the library's message.
  const refusal = causes.map(({ message }) => /^Proxy response \((\d{3})\)/.exec(message)?.[1])
  const status = refusal.find((each) => each !== undefined)
  return { ...fault, proxy, status: status === undefined ? undefined : Number(status) }
}

/** Of several addresses that a name has, the last one. */
function causesOf({ cause }: Error): Error[] {
  const one = cause instanceof AggregateError ? cause.errors.at(-1) : cause
  return one instanceof Error ? [one, ...causesOf(one)] : []
}
