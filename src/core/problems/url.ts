/** Problems of reading from an address. */
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
  /** The value of the variable may hold a password, so it is not repeated. */
  'proxy-bad': { variable: string }
}

/** Why there was no answer. */
export interface NetworkFault {
  /** Node's, such as ECONNREFUSED; empty where there is none. */
  readonly code: string
  /** The proxy that was asked. */
  readonly proxy?: ProxyAsked | undefined
  /** What the proxy answered instead of making the connection. */
  readonly status?: number | undefined
}

export interface ProxyAsked {
  /** The variable that names it. */
  readonly variable: string
  /** Without a name or password. */
  readonly host: string
  /** It was reached; what failed may lie beyond it. */
  readonly reached: boolean
}
