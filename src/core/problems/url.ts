/** Problems of reading from an address. */
export interface UrlProblems {
  'url-bad': { by: string }
  'url-insecure': { url: string }
  'url-userinfo': { url: string }
  'url-redirect': { url: string; status: number }
  'url-status': { url: string; status: number }
  'url-too-big': { url: string; limit: number }
  'url-slow': { url: string; seconds: number }
  'url-unreachable': { url: string; why: string }
  'url-not-utf8': { url: string }
}
