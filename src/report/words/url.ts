import type { UrlProblems } from '../../core/problems/url.js'
import { slow, unreachable } from './network.js'
import { quote, type Words } from './words.js'

export const urlWords: Words<UrlProblems> = {
  'url-bad': ({ by }) => ({ says: `${by} does not have a valid URL` }),
  'url-insecure': ({ url }) => ({
    says: `${quote(url)} is not https: anyone on the network path could change the response`,
    hint: 'use https; http is allowed only for this machine',
  }),
  'url-userinfo': ({ url }) => ({ says: `${quote(url)} must not contain a user name or password` }),
  'url-redirect': ({ url, status }) => ({
    says: `${quote(url)} redirects (${status}), and redirects are not followed`,
    hint: 'use the URL that it redirects to',
  }),
  'url-status': ({ url, status }) => ({ says: `${quote(url)} responded with ${status}` }),
  'url-too-big': ({ url, limit }) => ({
    says: `the response of ${quote(url)} is larger than ${Math.round(limit / 1_000_000)} MB`,
  }),
  'url-slow': ({ url, seconds, proxy }) => slow(url, seconds, proxy),
  'url-unreachable': ({ url, why }) => unreachable(url, why, 'save the document and name the file'),
  'url-not-utf8': ({ url }) => ({ says: `the response of ${quote(url)} is not UTF-8` }),
  'proxy-bad': ({ variable }) => ({
    says: `${variable} is not the URL of a proxy`,
    hint: 'set it to http://HOST:PORT or https://HOST:PORT, or unset it',
  }),
}
