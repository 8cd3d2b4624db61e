import { expect, test } from 'vitest'
import { isLoopback, isLoopbackIssuer, isPrivateAddress } from '../../../src/core/token/loopback.js'

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

test('addresses of private networks, and no names', () => {
  for (const host of [
    '10.0.0.1',
    '10.255.255.255',
    '192.168.1.1',
    '172.16.0.1',
    '172.19.0.1',
    '172.29.9.9',
    '172.30.0.1',
    '172.31.255.255',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[FDff::1]',
  ])
    expect(isPrivateAddress(host), host).toBe(true)
  for (const host of [
    '110.0.0.1',
    '11.0.0.1',
    '192.169.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '172.2.0.1',
    '169.254.169.254',
    '127.0.0.1',
    '10.example',
    '10.',
    'x10.0.0.1',
    '192.168.1.1.evil.test',
    '[fe80::1]',
    '[fe00::1]',
    '[fc0::1]',
    '[fdzz::1]',
    'x[fd00::1]',
    '[::1]',
    'localhost',
    '',
  ])
    expect(isPrivateAddress(host), host).toBe(false)
})
