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
        ? `the ${kind === 'user' ? 'password' : 'secret'} of ${kind} ${quote(name)} is no scrypt hash`
        : `the scrypt hash of ${kind} ${quote(name)} costs too little, or too much`,
    hint: passwdLine(kind, name),
  }),
  'password-blank': () => ({ says: 'the password is empty' }),
  'password-too-long': ({ limit }) => ({ says: `the password is longer than ${limit} bytes` }),
  'password-needs-terminal': () => ({
    says: 'a password is asked for at a terminal, without --json or --no-input',
    hint: '--stdin reads it from a pipe or file',
  }),
  'passwd-cancelled': () => ({ says: 'stopped; nothing was written' }),
  'passwd-for-whom': () => ({
    says: 'whose password: one user, or one client by `--client`',
    hint: 'scopectl users passwd NAME',
  }),
  'bad-port': ({ text }) => ({ says: `\`--port\` ${quote(text)} is no port from 0 to 65535` }),
  'port-in-use': ({ port }) => ({
    says: `port ${port} is in use`,
    hint: '--port 0 takes any that is free',
  }),
  'port-unusable': ({ port, why }) => ({ says: `cannot listen at port ${port}: ${why}` }),
  'serve-development': ({ url }) => ({
    says: `DEVELOPMENT ONLY: whoever can reach ${url} can log in and ask; never expose it`,
    warns: true,
  }),
  'serve-issuer-elsewhere': ({ issuer, url, port }) => ({
    says: `tokens name the issuer ${quote(issuer)}, which is not ${url}: clients that discover it will object`,
    hint: port === undefined ? undefined : `--port ${port}, or another issuer in the catalog`,
  }),
  'serve-shadows': ({ route, endpoint }) => ({
    says: `${quote(endpoint)} is this server's own: route ${quote(route)} is not asked there`,
  }),
  'serve-no-passwords': ({ user }) => ({
    says: 'no user has a password, so nobody can log in',
    hint: user === undefined ? undefined : passwdLine('user', user),
  }),
  'serve-no-signing-key': ({ source }) => ({
    says: `${quote(source)} only verifies: routes are guarded, no token is issued`,
  }),
}
