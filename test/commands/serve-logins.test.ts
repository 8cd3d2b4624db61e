import { expect, test } from 'vitest'
import { type Held, held, login, WRONG } from '../support/held-sockets.js'
import { scopectl } from '../support/scopectl.js'
import { CATALOG, files, post, USERS } from '../support/serve-files.js'
import { type Serving, serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

/** `wonderland` at the usual cost, which takes about 0.2 s on an idle machine. */
const USUAL = 'scrypt$32768$8$3$AAECAwQFBgcICQoLDA0ODw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const usual = () =>
  tempDir({
    'scopes.yaml': CATALOG,
    'users.yaml': USERS.replace('bob: {}', `bob: { password: ${USUAL} }`),
  })
/** A login that never succeeds, of an entry with the usual cost. */
const SLOW = login('username=bob&password=wrong')

const many = (server: Serving, count: number): Promise<Held[]> =>
  Promise.all(Array.from({ length: count }, () => held(server.port, SLOW)))
const answered = (clients: readonly Held[]): number =>
  clients.filter(({ said }) => said() !== '').length
/** Answered by the server after it has read what was sent before. */
const health = async ({ url }: Serving) => (await fetch(`${url}/health`)).status

test('guarded requests and known passwords are answered while logins wait', async () => {
  const cwd = usual()
  const server = await serving(cwd)
  const token = (await scopectl(['token', '--user', 'alice'], { cwd })).stdout.trim()
  const known = { username: 'alice', password: 'wonderland' }
  expect((await post(server, '/token', known)).status).toBe(200)

  const waiting = await many(server, 50)
  const bearer = { authorization: `Bearer ${token}` }
  for (let i = 0; i < 20; i++) {
    expect((await post(server, '/items/', '', bearer)).status).toBe(200)
    expect((await post(server, '/token', known)).status).toBe(200)
  }
  // In the order of their arrival, all fifty would have been answered first.
  expect(answered(waiting)).toBeLessThan(50)
})

test('the queue is limited, the same for everyone, and left by clients that disconnect', async () => {
  const server = await serving(usual())
  const form = new URLSearchParams({ username: 'bob', password: 'wrong' }).toString()
  const waiting = await many(server, 150)
  await health(server)
  for (const username of ['bob', 'nobody', 'alice']) {
    const refused = await post(server, '/token', { username, password: 'wrong' })
    expect([username, refused.status, refused.body]).toEqual([
      username,
      503,
      {
        error: 'temporarily_unavailable',
        error_description: 'too many passwords are waiting to be checked: try again later',
      },
    ])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  }
  for (const { socket } of waiting) socket.destroy()
  let status = 503
  while (status === 503) status = (await post(server, '/token', form)).status
  expect(status).toBe(400)
  const statuses = server.lines.map((line) => line['status'])
  // Nobody was answered who had left the queue, which is a hundred.
  expect(statuses.filter((each) => each === 400).length).toBeLessThan(50)
  expect(statuses).not.toContain(500)
})

test('a wrong password is refused as often as it is tried, also after the right one', async () => {
  const server = await serving(files())
  const right = { username: 'alice', password: 'wonderland' }
  for (let i = 0; i < 5; i++) {
    expect((await post(server, '/token', right)).status).toBe(200)
    expect((await post(server, '/token', { ...right, password: 'wrong' })).status).toBe(400)
    expect((await post(server, '/token', { ...right, username: 'nobody' })).status).toBe(400)
  }
})

test('256 slow bodies and as many half headers do not keep a new client out', async () => {
  const server = await serving(files())
  const half = `GET /items/ HTTP/1.1\r\nHost: localhost\r\nx: ${'a'.repeat(30_000)}`
  for (const text of [WRONG.slice(0, -5), half])
    await Promise.all(Array.from({ length: 256 }, () => held(server.port, text)))
  for (let i = 0; i < 20; i++) {
    const { status, headers } = await post(server, '/items/', '', { connection: 'close' })
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer scope="write"'])
  }
})
