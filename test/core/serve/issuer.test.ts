import { expect, test } from 'vitest'
import { serverUrl, usualPort } from '../../../src/core/serve/issuer.js'

test.each([
  [['http://localhost:8000'], 8000, 'http://localhost:8000'],
  [['http://localhost:9/', 'b'], 9, 'http://localhost:9'],
  [['http://127.0.0.1:4444'], 4444, 'http://127.0.0.1:4444'],
  [['http://localhost'], 80, 'http://localhost'],
  // Not on this machine, or not a valid URL.
  [['https://localhost:4444'], 8000, 'http://127.0.0.1:8000'],
  [['http://idp.test:4444'], 8000, 'http://127.0.0.1:8000'],
  [['http://localhost:4444/realm'], 8000, 'http://127.0.0.1:8000'],
  [['items'], 8000, 'http://127.0.0.1:8000'],
  [[], 8000, 'http://127.0.0.1:8000'],
  ['any' as const, 8000, 'http://127.0.0.1:8000'],
])('%j: port %i, URL %s', (issuers, port, url) => {
  expect(usualPort({ issuers })).toBe(port)
  expect(serverUrl({ issuers }, port)).toBe(url)
  expect(serverUrl({ issuers }, 5555)).toBe('http://127.0.0.1:5555')
})
