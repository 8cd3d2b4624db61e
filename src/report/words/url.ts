import type { UrlProblems } from '../../core/problems/url.js'
import { slow, unreachable } from './network.js'
import { quote, type Words } from './words.js'

export const urlWords: Words<UrlProblems> = {
  'url-bad': ({ by }) => ({ says: `${by} is named by no valid address` }),
  'url-insecure': ({ url }) => ({
    says: `${quote(url)} is not read: an open connection can be changed on its way`,
    hint: 'use https; http is for this machine only',
  }),
  'url-userinfo': ({ url }) => ({ says: `${quote(url)} may not carry a name or password` }),
  'url-redirect': ({ url, status }) => ({
    says: `${quote(url)} answers ${status}, and redirects are not followed`,
    hint: 'name the address that it leads to',
  }),
  'url-status': ({ url, status }) => ({ says: `${quote(url)} answers ${status}` }),
  'url-too-big': ({ url, limit }) => ({
    says: `${quote(url)} sends more than ${Math.round(limit / 1_000_000)} MB`,
  }),
  'url-slow': ({ url, seconds, proxy }) => slow(url, seconds, proxy),
  'url-unreachable': ({ url, why }) => unreachable(url, why, 'save the document and name the file'),
  'url-not-utf8': ({ url }) => ({ says: `what ${quote(url)} sends is not UTF-8` }),
  'proxy-bad': ({ variable }) => ({
    says: `${variable} is not the URL of a proxy`,
    hint: 'write it like http://HOST:PORT or https://HOST:PORT, or unset it',
  }),
}
