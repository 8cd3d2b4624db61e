import type { ServeProblems } from '../../core/problems/serve.js'
import { commandLine, option } from '../shell.js'
import { quote, type Words } from './words.js'

const passwdLine = (kind: 'user' | 'client', name: string): string | undefined =>
  kind === 'user'
    ? commandLine(['scopectl', 'users', 'passwd', name])
    : commandLine(['scopectl', 'users', 'passwd', ...option('--client', name)])

export const serveWords: Words<ServeProblems> = {
  'password-not-hashed': ({ kind, name, why }) => ({
    says:
      why === 'form'
        ? `the ${kind === 'user' ? 'password' : 'secret'} of ${kind} ${quote(name)} is not a scrypt hash`
        : `the scrypt hash of ${kind} ${quote(name)} has a cost that is too low or too high`,
    hint: passwdLine(kind, name),
  }),
  'password-blank': () => ({ says: 'the password is empty' }),
  'password-too-long': ({ limit }) => ({ says: `the password is longer than ${limit} bytes` }),
  'password-needs-terminal': () => ({
    says: 'prompting for a password needs a terminal, without --json or --no-input',
    hint: 'to read it from a pipe or file: --stdin',
  }),
  'passwd-cancelled': () => ({ says: 'cancelled; nothing was written' }),
  'passwd-for-whom': () => ({
    says: 'no user or client given',
    hint: 'scopectl users passwd NAME, or scopectl users passwd --client NAME',
  }),
  'bad-port': ({ text }) => ({ says: `invalid \`--port\` ${quote(text)}: use 0 to 65535` }),
  'port-in-use': ({ port }) => ({
    says: `port ${port} is in use`,
    hint: 'to use any free port: --port 0',
  }),
  'port-unusable': ({ port, why }) => ({ says: `cannot listen on port ${port}: ${why}` }),
  'serve-development': ({ url }) => ({
    says: `DEVELOPMENT ONLY: anyone who can reach ${url} can log in and send requests; never expose it`,
    warns: true,
  }),
  'serve-issuer-elsewhere': ({ issuer, url, port }) => ({
    says: `tokens have the issuer ${quote(issuer)}, not ${url}: clients that use discovery will reject them`,
    hint:
      port === undefined ? undefined : `use --port ${port}, or change the issuer in the catalog`,
  }),
  'serve-shadows': ({ route, endpoint }) => ({
    says: `${quote(endpoint)} is an endpoint of this server, so it hides route ${quote(route)}`,
  }),
  'serve-no-passwords': ({ user }) => ({
    says: 'no user has a password, so no one can log in',
    hint: user === undefined ? undefined : passwdLine('user', user),
  }),
  'serve-no-signing-key': ({ source }) => ({
    says: `${quote(source)} can only verify: routes are checked, but no tokens are issued`,
  }),
}
