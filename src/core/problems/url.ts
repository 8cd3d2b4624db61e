/** Problems with reading from a URL. */
export interface UrlProblems {
  'url-bad': { by: string }
  'url-insecure': { url: string }
  'url-userinfo': { url: string }
  'url-redirect': { url: string; status: number }
  'url-status': { url: string; status: number }
  'url-too-big': { url: string; limit: number }
  'url-slow': { url: string; seconds: number; proxy?: ProxyAsked | undefined }
  'url-unreachable': { url: string; why: NetworkFault }
  'url-not-utf8': { url: string }
  /** The value of the variable may contain a password, so it is not shown. */
  'proxy-bad': { variable: string }
}

/** Why there was no answer. */
export interface NetworkFault {
  /** Node's code, for example ECONNREFUSED; empty if there is none. */
  readonly code: string
  /** The proxy that was used. */
  readonly proxy?: ProxyAsked | undefined
  /** What the proxy answered instead of making the connection. */
  readonly status?: number | undefined
}

export interface ProxyAsked {
  /** The variable that sets it. */
  readonly variable: string
  /** Without a name or password. */
  readonly host: string
  /** Whether it was reached; the failure may be beyond it. */
  readonly reached: boolean
}
