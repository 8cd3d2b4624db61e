import { createServer, type RequestListener } from 'node:http'
import { createServer as createRaw } from 'node:net'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Authority, authority } from '../support/certificate.js'
import { keyPair } from '../support/key-pair.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { connectProxy, listening, tlsServer } from '../support/tls-world.js'

// Key sets and documents over TLS and through proxies: real servers, a real authority, a real CONNECT proxy.

const { privateKey, publicKey } = keyPair('ec', { namedCurve: 'P-256' })
const SET = JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] })
const OPENAPI = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'x', version: '1' },
  paths: { '/health': { get: { security: [], responses: {} } } },
})
const PASSWORD = 'hunter2pass'

let ca: Authority
let cwd = ''
beforeAll(async () => {
  ca = authority()
  const token = await new SignJWT({ sub: 'u', iss: 'https://idp.test', aud: 'api' })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey)
  cwd = tempDir({ 't.jwt': token, 'ca.pem': ca.cert })
})

const answers: RequestListener = ({ url }, response) => {
  if (url === '/jwks') return response.end(SET)
  if (url === '/openapi.json') return response.end(OPENAPI)
  if (url === '/.well-known/openid-configuration')
    return response.end('{"issuer":"https://idp.test","jwks_uri":"https://idp.test/jwks"}')
  return response.writeHead(404).end()
}
const trusting = () => ({ NODE_EXTRA_CA_CERTS: join(cwd, 'ca.pem') })

const verify = (key: string, env: Readonly<Record<string, string>> = {}) =>
  scopectl(
    ['verify', 'file:t.jwt', '--key', key, '--issuer', 'https://idp.test', '--audience', 'api'],
    { cwd, env },
  )
/** Whatever is in the environment: no key is accepted from an unverified server. */
const TURNED_OFF = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }

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

describe.concurrent('a proxy', () => {
  const world = async (...more: unknown[]) => {
    const server = await tlsServer(ca.issue(['idp.test']), answers)
    const [refusal, over] = more as Parameters<typeof connectProxy> extends [unknown, ...infer Rest]
      ? Rest
      : never
    return connectProxy({ 'idp.test:443': server, 'idp.test:8443': server }, refusal, over)
  }
  const URL = 'https://idp.test/jwks'

  test.each(['HTTPS_PROXY', 'https_proxy'])('from %s is used for a key set', async (name) => {
    const proxy = await world()
    const env = { ...trusting(), [name]: `http://127.0.0.1:${proxy.port}` }
    expect(await verify(URL, env)).toMatchObject({ exit: 0, stderr: '' })
    expect(proxy.asked).toEqual([{ target: 'idp.test:443', credentials: undefined }])
  })

  test('and for a document', async () => {
    const proxy = await world()
    const env = { ...trusting(), HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }
    const { exit, stderr } = await scopectl(
      ['import', 'openapi', 'https://idp.test:8443/openapi.json'],
      { cwd: tempDir(), env },
    )
    expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' })
    expect(proxy.asked).toEqual([{ target: 'idp.test:8443', credentials: undefined }])
  })

  test('without http://, or with its own TLS', async () => {
    const bare = await world()
    const named = { ...trusting(), HTTPS_PROXY: `127.0.0.1:${bare.port}` }
    expect((await verify(URL, named)).exit).toBe(0)
    const over = await world(undefined, ca.issue(['localhost']))
    const HTTPS_PROXY = `https://localhost:${over.port}`
    expect((await verify(URL, { ...trusting(), HTTPS_PROXY })).exit).toBe(0)
    expect(over.asked).toHaveLength(1)
    for (const env of [{}, TURNED_OFF]) {
      const { exit, stderr } = await verify(URL, { ...env, HTTPS_PROXY })
      expect(exit).toBe(2)
      expect(stderr).toContain('cannot reach the proxy `localhost:')
    }
    expect(over.asked).toHaveLength(1)
  })

  test('the lower-case name comes first, and an empty value means none', async () => {
    const proxy = await world()
    const there = `http://127.0.0.1:${proxy.port}`
    const nobody = 'http://127.0.0.1:1'
    expect(
      (await verify(URL, { ...trusting(), https_proxy: there, HTTPS_PROXY: nobody })).exit,
    ).toBe(0)
    const { exit } = await verify(URL, { ...trusting(), https_proxy: '', HTTPS_PROXY: there })
    expect([exit, proxy.asked.length]).toEqual([2, 1])
  })

  test('gets the credentials in the variable, which no message shows', async () => {
    const proxy = await world(({ headers }: { headers: Record<string, unknown> }) =>
      headers['proxy-authorization'] ? undefined : 407,
    )
    const at = `127.0.0.1:${proxy.port}`
    const env = { ...trusting(), HTTPS_PROXY: `http://me:${PASSWORD}@${at}` }
    expect((await verify(URL, env)).exit).toBe(0)
    expect(proxy.asked[0]?.credentials).toBe(`Basic ${btoa(`me:${PASSWORD}`)}`)
    const { exit, stderr } = await verify(URL, { ...trusting(), HTTPS_PROXY: `http://${at}` })
    expect(exit).toBe(2)
    expect(stderr).toContain(`the proxy \`${at}\` (HTTPS_PROXY) responded with 407`)
  })

  test.each([
    ['not there', () => Promise.resolve({ port: 1 }), 'cannot reach the proxy `127.0.0.1:1`'],
    ['refusing', () => world(() => 403), '(HTTPS_PROXY) responded with 403'],
    [
      'a web server instead of a proxy',
      async () => ({ port: await listening(createServer(answers)) }),
      'through the proxy `127.0.0.1:',
    ],
    [
      'hanging up',
      async () => ({ port: await listening(createRaw((s) => void s.destroy())) }),
      'through the proxy `127.0.0.1:',
    ],
    [
      'silent',
      async () => ({ port: await listening(createRaw(() => {})) }),
      'within 5 s through the proxy',
    ],
  ])('that is %s is reported as the cause, without its password', async (_what, make, says) => {
    const { port } = await make()
    const HTTPS_PROXY = `http://me:${PASSWORD}@127.0.0.1:${port}`
    for (const more of [[], ['--json']]) {
      const { exit, stdout, stderr } = await scopectl(
        ['verify', 'file:t.jwt', '--key', URL, '--issuer', 'any', '--audience', 'any', ...more],
        { cwd, env: { HTTPS_PROXY } },
      )
      expect(exit).toBe(2)
      expect(stdout + stderr).toContain(says)
      expect(stdout + stderr).not.toContain(PASSWORD)
    }
  })

  test('does not replace the verification of the server behind it', async () => {
    const proxy = await world()
    const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`
    for (const env of [{}, TURNED_OFF]) {
      const { exit, stderr } = await verify(URL, { ...env, HTTPS_PROXY })
      expect(exit).toBe(2)
      expect(stderr).toContain('through the proxy')
      expect(stderr).toContain('NODE_EXTRA_CA_CERTS')
    }
  })

  test.each(['idp.test', '.test', 'x, IDP.test:443', '*', 'test'])(
    'is not asked for a host in NO_PROXY=%s',
    async (NO_PROXY) => {
      const proxy = await world()
      const env = { ...trusting(), HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY }
      const { exit, stderr } = await verify(URL, env)
      expect([exit, proxy.asked]).toEqual([2, []]) // nobody is called idp.test
      expect(stderr).not.toContain('through the proxy')
    },
  )

  test.each(['idp.tes', 'other.test', 'idp.test:8443', 'p.test'])(
    'is asked for a host that NO_PROXY=%s is not about',
    async (NO_PROXY) => {
      const proxy = await world()
      const env = { ...trusting(), HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY }
      expect((await verify(URL, env)).exit).toBe(0)
    },
  )

  test('is never used for this machine', async () => {
    const proxy = await world()
    const there = `http://127.0.0.1:${proxy.port}`
    const env = { ...trusting(), HTTPS_PROXY: there, HTTP_PROXY: there, http_proxy: there }
    const tls = await tlsServer(ca.issue(['localhost']), answers)
    const plain = await listening(createServer(answers))
    for (const url of [`https://localhost:${tls}/jwks`, `http://127.0.0.1:${plain}/jwks`])
      expect((await verify(url, env)).exit).toBe(0)
    expect(proxy.asked).toEqual([])
  })

  test('from HTTP_PROXY, ALL_PROXY or an --env file is not used', async () => {
    const proxy = await world()
    const there = `http://127.0.0.1:${proxy.port}`
    await verify(URL, { HTTP_PROXY: there, http_proxy: there, ALL_PROXY: there })
    const folder = tempDir({ 'x.env': `HTTPS_PROXY=${there}\n`, 't.jwt': 'a.b.c' })
    await scopectl(['verify', 'file:t.jwt', '--key', URL, '--env', 'x.env'], { cwd: folder })
    expect(proxy.asked).toEqual([])
  })

  test.each(['socks5://127.0.0.1:1', `me:${PASSWORD}@`, `http://me:${PASSWORD}%@h`, 'http://'])(
    'with the address %s is refused, and not shown',
    async (HTTPS_PROXY) => {
      const { exit, stderr } = await verify(URL, { HTTPS_PROXY })
      expect(exit).toBe(2)
      expect(stderr).toContain('error[proxy-bad]: HTTPS_PROXY is not the URL of a proxy')
      expect(stderr).not.toContain(PASSWORD)
    },
  )
})

test('the metadata of an issuer instead of its key set: the message contains the URL of the set', async () => {
  const port = await listening(createServer(answers))
  const url = `http://localhost:${port}/.well-known/openid-configuration`
  const { exit, stderr } = await verify(url)
  expect(exit).toBe(2)
  expect(stderr).toContain("is an issuer's metadata, not its key set")
  expect(stderr).toContain('https://idp.test/jwks')
})
