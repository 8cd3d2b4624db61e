import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { thumbprint } from '../../../src/core/token/key-rules.js'
import { scopectlHere } from '../../support/in-process.js'
import type { Case, Row } from '../row.js'
import { catalogOf } from '../world.js'
import { DEVELOPMENT, ISSUE, ring, withKey } from './key-cases.js'
import { issued, unissued } from './minting.js'
import { each } from './token-cases.js'

const TOKEN_ONLY = /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/
const production = (issuer: string) => ({
  'scopes.yaml': catalogOf(`token: { issuer: ${issuer}, audience: items-api }`),
})
const WARNED =
  /^warning: signed with the development key, but the issuer `[^`]+` is not on this machine$/m
const signedFor = (issuer: string, stderr: RegExp): Case => ({
  what: `the development key for ${issuer}`,
  args: [...ISSUE, '-q'],
  files: production(issuer),
  exit: 0,
  stdout: TOKEN_ONLY,
  stderr,
})

export const MINTING_ISSUER_ROWS: readonly Row[] = [
  {
    id: 'SEC10',
    input: 'an issuer that is not on this machine, with the development key or a weak secret',
    behaviour: 'a warning for the key, also with -q; a weak secret does not sign',
    cases: [
      ...each(
        [
          ...['https://idp.example.com', 'http://idp.test:8000', 'https://localhost.evil.test'],
          ...['https://127.0.0.1.nip.io', 'http://0.0.0.0:8000', 'http://10.0.0.1', 'our-idp'],
          ...['https://localhost@idp.test', '[http://localhost:8000, https://idp.test]'],
        ],
        (issuer) => signedFor(issuer, WARNED),
      ),
      ...each(
        ['file:.scopectl/keys.json', 'file:./x/../.scopectl//keys.json'],
        (key): Case => ({
          ...signedFor('https://idp.test', WARNED),
          what: `with key: ${key}`,
          files: { 'scopes.yaml': DEVELOPMENT },
          async setUp(cwd) {
            await ring(() => {})(cwd)
            const settings = `token: { issuer: "https://idp.test", audience: a, key: "${key}" }`
            writeFileSync(join(cwd, 'scopes.yaml'), catalogOf(settings))
          },
        }),
      ),
      issued('in JSON', [], '', {
        files: production('https://idp.test'),
        stdout: /"code":"development-key-signs"/,
      }),
      {
        what: 'by a profile',
        args: [...ISSUE, '--profile', 'p', '-q'],
        files: { 'scopes.yaml': `${DEVELOPMENT}profiles: { p: { issuer: https://idp.test } }\n` },
        exit: 0,
        stderr: /^warning: signed with the development key[\s\S]*under profiles\.p: /,
      },
      unissued('a weak secret', [], 'secret-[a-z-]+', {
        files: {
          'scopes.yaml': (withKey('env:K')['scopes.yaml'] ?? '').replace(
            'http://localhost:8000',
            'https://idp.test',
          ),
        },
        env: { K: 'secret' },
      }),
      {
        what: 'the development key has a kid of its own, its thumbprint',
        args: ['keys', 'list', '--json'],
        files: { 'scopes.yaml': DEVELOPMENT },
        exit: 0,
        stdout: /"kid":"[\w-]{43}"/,
        async setUp(cwd) {
          await ring(() => {})(cwd)
          const { keys } = JSON.parse(readFileSync(join(cwd, '.scopectl/keys.json'), 'utf8'))
          expect(keys[0].kid).toBe(await thumbprint(keys[0]))
        },
      },
      {
        what: 'its token is refused by the key of the issuer',
        args: ['verify', '--token', 'file:t.jwt', '-c', 'real.yaml'],
        exit: 3,
        stdout: /^refused /,
        async setUp(cwd) {
          writeFileSync(join(cwd, 'real.yaml'), readFileSync(join(cwd, 'scopes.yaml')))
          writeFileSync(join(cwd, 'scopes.yaml'), production('https://idp.test')['scopes.yaml'])
          writeFileSync(join(cwd, 't.jwt'), (await scopectlHere(ISSUE, { cwd })).stdout)
        },
      },
    ],
    controls: [
      ...each(
        ['http://localhost:8000', 'http://127.0.0.1:9', '"http://[::1]:8000"', 'any', 'none'],
        (issuer) => signedFor(issuer, /^$/),
      ),
      { what: 'a key of the issuer', args: ISSUE, exit: 0, never: /development key/ },
    ],
  },
]
