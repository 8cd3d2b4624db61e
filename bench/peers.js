import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cerbos, programOf } from './outside.js'
import { CHECK, ownWorld, scopectl } from './world.js'

/** How --install gets each. */
const PEERS = {
  'jwt-cli': 'cargo install jwt-cli --version 6.2.0 --root . && mv bin/jwt bin/jwt-cli',
  step: 'GOBIN="$STORE/bin" go install github.com/smallstep/cli/cmd/step@latest',
  opa: 'GOBIN="$STORE/bin" go install github.com/open-policy-agent/opa@latest',
  // Debian's packages, unpacked and not installed: this needs no root.
  'debian-jose': `apt-get download jose libjose0 libjansson4
for package in *.deb; do dpkg -x "$package" deb; rm "$package"; done
printf '#!/bin/sh\\nLD_LIBRARY_PATH=%s exec %s "$@"\\n' "$STORE/deb/usr/lib/$(uname -m)-linux-gnu" "$STORE/deb/usr/bin/jose" >bin/debian-jose
chmod +x bin/debian-jose`,
}

/**
 * All get the same token and key. The others do not read a catalog or make a decision: the rows say what they check.
 */
export function* rows({ install }) {
  const { cwd, env } = ownWorld()
  const k = Buffer.from(env.SECRET_KEY).toString('base64url')
  writeFileSync(join(cwd, 'token'), env.TOKEN)
  writeFileSync(join(cwd, 'jwk.json'), JSON.stringify({ kty: 'oct', alg: 'HS256', k }))

  const of = (name, args, input) => {
    const program = name === 'cerbos' ? cerbos() : programOf(name, install && PEERS[name])
    return program && { command: [program, ...args.split(' ')], cwd, env, input }
  }
  const claims = '--alg HS256 --iss http://localhost:8000 --aud items-api'
  const step = of('step', `crypto jwt verify --key jwk.json ${claims}`, join(cwd, 'token'))
  const verifying = {
    'jwt-cli (signature, exp)': of('jwt-cli', `decode -A HS256 -S ${env.SECRET_KEY} ${env.TOKEN}`),
    'step (signature, times, iss, aud)': step,
    'debian-jose (signature)': of('debian-jose', 'jws ver -i token -k jwk.json'),
  }
  const starts = ['jwt-cli --version', 'step version', 'debian-jose alg', 'opa version']
  const lines = [...starts, 'cerbos --version'].map((line) => [line, of(...line.split(' '))])
  const questions = [
    ['verify', ['verify', '--token', 'env:TOKEN'], verifying],
    ['check', CHECK, verifying],
    ['--version', ['--version'], Object.fromEntries(lines)],
  ]
  for (const [what, args, others] of questions)
    for (const [than, against] of Object.entries(others))
      yield { what, run: scopectl(cwd, args, env), than, against, batch: 6 }
}
