import { readFileSync } from 'node:fs'
import { run } from './programs.js'

const ROLES = ['reader', 'editor', 'admin']
const PATHS = [
  '/health',
  '/me',
  '/items',
  '/items/42',
  '/none',
  '/items/4%2F2',
  '/items/42;x=1',
  '//items',
]
const METHODS = ['GET', 'POST', 'PUT', 'DELETE']

/** Every caller at every path: no token, a token of each role, and each token with a flaw. */
export function questions() {
  const valid = ROLES.map((role) =>
    run('', 'scopectl', 'token', '--role', role, '--lifetime', '1h').trim(),
  )
  const flawed = JSON.parse(
    run('', 'scopectl', 'token', '--role', 'admin', '--flaw', 'all', '--json'),
  ).tokens
  const tokens = [undefined, ...valid, ...flawed.map(({ access_token }) => access_token)]
  return tokens.flatMap((token) =>
    PATHS.flatMap((path) => METHODS.map((method) => ({ method, path, ...(token && { token }) }))),
  )
}

/** What `scopectl check` answers to each: whether it is allowed. */
export function expected(asked, catalog) {
  const lines = asked.map(({ method, path, token }) =>
    JSON.stringify({ as: token ? { token } : { anonymous: true }, route: `${method} ${path}` }),
  )
  const args = ['check', '-c', catalog, '--batch', '-', '--json']
  const answered = run(lines.join('\n'), 'scopectl', ...args)
  const allowed = answered
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).decision === 'allow')
  if (allowed.length !== asked.length)
    throw new Error('scopectl check did not answer every question')
  return allowed
}

/** The questions that nginx had to ask another replica. */
export const askedAgain = () => readFileSync('retries.log', 'utf8').split('\n').length - 1
