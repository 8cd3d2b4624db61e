import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cerbosFiles, gridOf, opaFiles, scopectlCatalog, scopectlTable } from './grid.js'
import { folderOf, programOf } from './outside.js'
import { ms, times } from './print.js'
import { inTurn, outputOf } from './processes.js'
import { withSecret } from './start.js'
import { cerbos } from './suites.js'

/** Debian's packages, unpacked and not installed: so no root is needed, and nothing else changes. */
const debian = (packages, name) => `
apt-get download ${packages}
for package in *.deb; do dpkg -x "$package" deb; rm "$package"; done
printf '#!/bin/sh\\nLD_LIBRARY_PATH=%s exec %s "$@"\\n' "$STORE/deb/usr/lib/$(uname -m)-linux-gnu" "$STORE/deb/usr/bin/${name}" >"$BIN/debian-${name}"
chmod +x "$BIN/debian-${name}"`

/** How each is brought where it is not there (--install); what it prints says which version it is. */
const PEERS = {
  'jwt-cli': {
    by: 'cargo install jwt-cli --version 6.2.0 --root cargo && mv cargo/bin/jwt "$BIN/jwt-cli"',
  },
  step: { by: 'GOBIN="$BIN" go install github.com/smallstep/cli/cmd/step@latest' },
  opa: { by: 'GOBIN="$BIN" go install github.com/open-policy-agent/opa@latest' },
  'debian-jose': { by: debian('jose libjose0 libjansson4', 'jose') },
  'debian-jwt': { by: debian('jwt', 'jwt') },
}

/** The same token and key for all. None of the others reads a catalog, or decides: what they do is in the table. */
export function measure({ install }) {
  const { cwd, env, secret } = withSecret()
  const [token, key, jwk] = ['token', 'key', 'jwk.json'].map((name) => join(cwd, name))
  writeFileSync(token, env.TOKEN)
  writeFileSync(key, secret)
  const k = Buffer.from(secret).toString('base64url')
  writeFileSync(jwk, JSON.stringify({ kty: 'oct', alg: 'HS256', k }))

  const own = (...args) => ({
    command: [process.execPath, resolve('bin/scopectl.js'), ...args],
    cwd,
    env,
  })
  const found = Object.fromEntries(
    Object.entries(PEERS).map(([name, how]) => [name, programOf(name, { install, ...how })]),
  )
  const of = (name, args, input) =>
    found[name] && { command: [found[name], ...args], cwd, env, input }
  const trust = ['--iss', 'http://localhost:8000', '--aud', 'items-api']
  const verifying = {
    'jwt-cli: signature, exp': of('jwt-cli', ['decode', '-A', 'HS256', '-S', `@${key}`, env.TOKEN]),
    'step: signature, times, issuer, audience': of(
      'step',
      ['crypto', 'jwt', 'verify', '--alg', 'HS256', '--key', jwk, ...trust],
      token,
    ),
    'Debian jose: signature': of('debian-jose', ['jws', 'ver', '-i', token, '-k', jwk]),
    'Debian jwt: signature': of('debian-jwt', ['-verify', token, '-alg', 'HS256', '-key', key]),
  }
  const versions = {
    'jwt-cli --version': of('jwt-cli', ['--version']),
    'step version': of('step', ['version']),
    'Debian jose alg': of('debian-jose', ['alg']),
    'opa version': of('opa', ['version']),
    'cerbos --version': cerbos() && { command: [cerbos(), '--version'], cwd },
  }
  return [
    ...compare('verify', own('verify', '--token', 'env:TOKEN'), verifying),
    ...compare(
      'check --need read',
      own('check', '--need', 'read', '--token', 'env:TOKEN'),
      verifying,
    ),
    ...compare('--version', own('--version'), versions),
    ...suites(found.opa),
  ]
}

/** One row for each that is there; above 1, the other is the faster one. */
function compare(what, own, others) {
  const there = Object.entries(others).filter(([, run]) => run !== undefined)
  const absent = Object.keys(others).filter((name) => others[name] === undefined)
  outputOf(own)
  for (const [, run] of there) outputOf(run)
  const rows = there.map(([name, run]) => {
    const took = inTurn({ run, own }, { batch: 6 })
    return {
      what,
      median: `${ms(took.own.wall)}, ${ms(took.own.cpu)} CPU`,
      against: `${name}: ${ms(took.run.wall)}, ${ms(took.run.cpu)} CPU`,
      ratio: `${times(took.own.wallRatio)} wall, ${times(took.own.cpuRatio)} CPU`,
    }
  })
  return [...rows, ...absent.map((name) => ({ what, median: '', against: `${name}: not there` }))]
}

function suites(opa) {
  const grid = gridOf(20, 6)
  const cwd = folderOf({
    'scopes.yaml': scopectlCatalog(grid),
    'grid.csv': scopectlTable(grid),
    ...cerbosFiles(grid, { each: false }),
    ...opaFiles(grid),
  })
  const own = {
    command: [process.execPath, resolve('bin/scopectl.js'), 'test', '--table', 'grid.csv'],
    cwd,
  }
  return compare('test, 600 assertions as a table', own, {
    'opa test, a test each': opa && { command: [opa, 'test', 'opa'], cwd },
    'cerbos compile, all in one test': cerbos() && {
      command: [cerbos(), 'compile', 'policies'],
      cwd,
    },
  })
}
