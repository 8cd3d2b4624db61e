/**
 * How fast `replay` reads access logs: claims, compared with reading the file; and tokens, all of them different, compared
 * with what jose alone takes to verify them, with the best number in flight.
 */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { timedOnce } from './measure.js'

const LINES = 1_000_000
const TOKENS = 100_000
const FLIGHTS = [1, 4, 16, 64, 256]
const BIN = join(import.meta.dirname, '..', 'bin', 'scopectl.js')
const NAMES = ['read', 'write', 'users:read', 'users:delete', 'orders:read', 'admin', 'openid']
const CALLS = [
  'GET /items/',
  'POST /items/',
  'GET /users/',
  'DELETE /users/',
  'GET /orders',
  'GET /me',
]
const CATALOG = `token: { algorithm: ES256, key: "file:key.json", issuer: https://idp.test, audience: api, enforce: literal }
scopes: { read: R, write: W, users:read: U, users:delete: D, orders:read: O, admin: { implies: ["users:*"] } }
roles: { reader: { default: true, scopes: [read] }, admin: { scopes: [admin, write] } }
routes:
  GET /me: authenticated
  GET /items/: read
  POST /items/: write
  GET /users/{id}: users:read
  DELETE /users/{id}: { any: [users:delete users:read, admin] }
  GET /orders: orders:read
`

/** @param {{ rounds?: string }} options */
export async function* rows({ rounds = '3' }) {
  const cwd = mkdtempSync(join(tmpdir(), 'scopectl-bench-'))
  try {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
    writeFileSync(
      join(cwd, 'key.json'),
      JSON.stringify({ ...(await exportJWK(publicKey)), alg: 'ES256' }),
    )
    writeFileSync(join(cwd, 'scopes.yaml'), CATALOG)
    writeLog(join(cwd, 'claims.ndjson'), LINES, (i) => ({ claims: claimsOf(i) }))
    const tokens = await Promise.all(
      Array.from({ length: TOKENS }, (_, i) =>
        new SignJWT(claimsOf(i)).setProtectedHeader({ alg: 'ES256' }).sign(privateKey),
      ),
    )
    writeFileSync(join(cwd, 'tokens.txt'), tokens.join('\n'))
    writeLog(join(cwd, 'tokens.ndjson'), TOKENS, (i) => ({ token: tokens[i] }))
    yield { cells: claims(cwd, Number(rounds)) }
    yield { cells: verified(cwd, Number(rounds)) }
  } finally {
    rmSync(cwd, { recursive: true })
  }
}

function claims(cwd, rounds) {
  const replay = { command: [process.execPath, BIN, 'replay', 'claims.ndjson', '-q'], cwd }
  const read = { command: ['cat', 'claims.ndjson'], cwd }
  const [ours, theirs] = best(rounds, [replay, read])
  return row(
    `replay of ${LINES} lines of claims`,
    ours,
    `cat: ${seconds(theirs)}`,
    ours.wall / theirs.wall,
    'seconds',
  )
}

function verified(cwd, rounds) {
  const replay = { command: [process.execPath, BIN, 'replay', 'tokens.ndjson', '-q'], cwd }
  const loop = join(import.meta.dirname, 'jose-loop.js')
  const jose = FLIGHTS.map((flight) => ({
    command: [process.execPath, loop, join(cwd, 'tokens.txt'), join(cwd, 'key.json'), `${flight}`],
  }))
  const [ours, ...theirs] = best(rounds, [replay, ...jose])
  const fastest = theirs.toSorted((a, b) => a.wall - b.wall)[0]
  const flight = FLIGHTS[theirs.indexOf(fastest)]
  const than = `jose, ${flight} in flight: ${seconds(fastest)}`
  const what = `replay of ${TOKENS} lines with tokens`
  // On a busy machine, CPU time tells more.
  const [wall, cpu] = ['wall', 'cpu'].map((unit) => (fastest[unit] / ours[unit]).toFixed(2))
  const ratio = `${wall}, CPU ${cpu}`
  return [what, seconds(ours), than, ratio, '>= 0.9 x its rate']
}

/** The fastest of some rounds: on a busy machine, all others measure the other processes. */
function best(rounds, runs) {
  const all = Array.from({ length: rounds }, () => runs.map((run) => timedOnce(run)))
  return runs.map((_, i) => all.map((each) => each[i]).toSorted((a, b) => a.wall - b.wall)[0])
}

const seconds = ({ wall, cpu }) => `${(wall / 1000).toFixed(2)} s, CPU ${(cpu / 1000).toFixed(2)} s`
const row = (what, ours, than, ratio, goal) => [what, seconds(ours), than, ratio.toFixed(2), goal]

function claimsOf(i) {
  const scope = NAMES.filter((_, bit) => ((i * 2_654_435_761) >>> (bit + 8)) & 1).join(' ')
  const exp = 1_800_000_900
  return {
    iss: 'https://idp.test',
    aud: 'api',
    sub: `user-${i % 5000}`,
    azp: `app-${i % 40}`,
    scope,
    exp,
    jti: `${i}`,
  }
}

function writeLog(path, count, callerOf) {
  const fd = openSync(path, 'w')
  for (let i = 0; i < count; i += 1000) {
    const lines = Array.from({ length: Math.min(1000, count - i) }, (_, j) =>
      lineOf(i + j, callerOf(i + j)),
    )
    writeSync(fd, `${lines.join('\n')}\n`)
  }
  closeSync(fd)
}

function lineOf(i, caller) {
  const [method, path] = CALLS[i % CALLS.length].split(' ')
  const time = new Date((1_800_000_000 + (i % 800)) * 1000).toISOString()
  const target = path === '/users/' ? `${path}${i % 9973}` : path
  const status = [200, 200, 200, 403, 404, 500][(i * 7) % 6]
  return JSON.stringify({
    time,
    method,
    path: target,
    status,
    ...caller,
    bytes: i % 4096,
    ms: i % 90,
  })
}
