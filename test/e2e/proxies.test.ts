import { createServer } from 'node:http'
import { createServer as createRaw } from 'node:net'
import { describe, expect, test } from 'vitest'
import {
  answers,
  ca,
  cwd,
  PASSWORD,
  TURNED_OFF,
  trusting,
  verify,
} from '../support/downloads-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { connectProxy, listening, tlsServer } from '../support/tls-world.js'

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
