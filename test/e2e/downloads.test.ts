import { createServer } from 'node:http'
import { createServer as createRaw } from 'node:net'
import { describe, expect, test } from 'vitest'
import { answers, ca, TURNED_OFF, trusting, verify } from '../support/downloads-world.js'
import { listening, tlsServer } from '../support/tls-world.js'

describe.concurrent('TLS', () => {
  test('a private authority is trusted through NODE_EXTRA_CA_CERTS, and in no other way', async () => {
    const url = `https://localhost:${await tlsServer(ca.issue(['localhost']), answers)}/jwks`
    expect(await verify(url, trusting())).toMatchObject({ exit: 0, stderr: '' })
    for (const env of [{}, TURNED_OFF]) {
      const { exit, stdout, stderr } = await verify(url, env)
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
      expect(stderr).toContain('its certificate is not signed by a known authority')
      expect(stderr).toContain('NODE_EXTRA_CA_CERTS')
      expect(stderr).toContain('file:jwks.json')
      expect(stderr).not.toContain('NODE_TLS_REJECT_UNAUTHORIZED') // Node would say that it works
    }
    expect((await verify(url, { ...trusting(), ...TURNED_OFF })).exit).toBe(0)
  })

  test.each([
    ['expired', ['localhost'], { from: -9, to: -2 }, 'its certificate has expired'],
    ['not valid yet', ['localhost'], { from: 2, to: 9 }, 'its certificate is not valid yet'],
    ['for another name', ['idp.test'], undefined, 'its certificate is for another name'],
  ])('a certificate that is %s', async (_what, names, days, says) => {
    const port = await tlsServer(ca.issue(names, days), answers)
    for (const env of [trusting(), { ...trusting(), ...TURNED_OFF }]) {
      const { exit, stdout, stderr } = await verify(`https://localhost:${port}/jwks`, env)
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
      expect(stderr).toContain(says)
    }
  })

  test('no certificate at all: a port that speaks http', async () => {
    const port = await listening(createServer(answers))
    const { exit, stderr } = await verify(`https://localhost:${port}/jwks`)
    expect(exit).toBe(2)
    expect(stderr).toContain('this port speaks http, not https')
  })

  test('TLS 1.1 is not used, whatever NODE_OPTIONS allows', async () => {
    // A client's hello lists the versions that it accepts (RFC 8446 §4.2.1).
    let hello = Buffer.alloc(0)
    const server = createRaw((socket) => {
      socket.once('data', (chunk) => {
        hello = chunk
        socket.destroy()
      })
      socket.on('error', () => {})
    })
    const port = await listening(server)
    const env = { NODE_OPTIONS: '--tls-min-v1.0' }
    expect((await verify(`https://localhost:${port}/jwks`, env)).exit).toBe(2)
    // supported_versions: two of them, 1.3 and 1.2
    expect(hello.toString('hex')).toContain('002b00050403040303')
  })
})

test('the metadata of an issuer instead of its key set: the message contains the URL of the set', async () => {
  const port = await listening(createServer(answers))
  const url = `http://localhost:${port}/.well-known/openid-configuration`
  const { exit, stderr } = await verify(url)
  expect(exit).toBe(2)
  expect(stderr).toContain("is an issuer's metadata, not its key set")
  expect(stderr).toContain('https://idp.test/jwks')
})
