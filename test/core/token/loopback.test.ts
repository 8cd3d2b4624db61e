import { expect, test } from 'vitest'
import { isLoopback, isLoopbackIssuer } from '../../../src/core/token/loopback.js'

test.each(['localhost', '[::1]', '127.0.0.1', '127.255.10.9'])('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true)
  expect(isLoopbackIssuer(`http://${host}:8080/realm`)).toBe(true)
})

test.each([
  'localhost.evil.test',
  'xlocalhost',
  '[::2]',
  '128.0.0.1',
  '127.0.0.1.evil.test',
  'evil.127.0.0.1.test',
])('%s is not', (host) => {
  expect(isLoopback(host)).toBe(false)
  expect(isLoopbackIssuer(`http://${host}/`)).toBe(false)
})

test('three or five numbers are not an address, and a text that is not a URL is not on this machine', () => {
  for (const host of ['127.0.0', '127.0.0.0.1', '127.0.0.1000', '127.a.0.1', 'x127.0.0.1', '']) {
    expect(isLoopback(host), host).toBe(false)
  }
  for (const issuer of ['localhost', '127.0.0.1', '', 'https://']) {
    expect(isLoopbackIssuer(issuer), issuer).toBe(false)
  }
})
