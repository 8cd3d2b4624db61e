import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { git } from '../../support/git.js'
import { scopectlHere } from '../../support/in-process.js'
import type { Row } from '../row.js'
import { catalogOf } from '../world.js'
import { DEVELOPMENT, ISSUE, ring, SECRET, verify, withKey } from './key-cases.js'
import { KEY } from './token-cases.js'

export const PUBLISHED_ROWS: readonly Row[] = [
  {
    id: 'SEC5',
    input: 'the published key set',
    behaviour: 'an allow-list of members; never an `oct` key',
    rule: 'RFC 7517 §9.2',
    cases: [
      { what: 'a secret', args: ['keys', 'jwks'], exit: 2, never: new RegExp(String(KEY.jwk.k)) },
      {
        what: 'a key with further members',
        args: ['keys', 'jwks', '-c', 'other.yaml'],
        exit: 0,
        never: /"(d|p|q|dp|dq|qi|k|x-note)"|hunter2/,
        async setUp(cwd) {
          await ownKey(cwd)
        },
      },
    ],
    controls: [
      {
        what: 'the development key',
        args: ['keys', 'jwks'],
        files: { 'scopes.yaml': DEVELOPMENT },
        exit: 0,
        stdout: /"kid"/,
        never: /"d"/,
        setUp: ring(() => {}),
      },
    ],
  },
  {
    id: 'SEC6',
    input: 'the development ring in a repository',
    behaviour: 'it has its own `.gitignore`; lint reports a tracked key',
    cases: [
      {
        what: 'a tracked ring',
        args: ['lint'],
        files: { 'scopes.yaml': DEVELOPMENT },
        exit: 5,
        stdout: /\.scopectl\/keys\.json/,
        setUp: ring((dir) => {
          git(dir, 'init', '-q', '.')
          git(dir, 'add', '-f', '.scopectl/keys.json')
        }),
      },
    ],
    controls: [
      {
        what: 'the ring as it is created',
        args: ['lint'],
        files: { 'scopes.yaml': DEVELOPMENT },
        exit: 0,
        never: /keys\.json/,
        setUp: ring((dir) => {
          git(dir, 'init', '-q', '.')
          git(dir, 'add', '-A')
          expect(git(dir, 'ls-files')).not.toContain('.scopectl')
        }),
      },
    ],
  },
  {
    id: 'SEC8',
    input: 'a token that is printed for a program',
    behaviour:
      'nothing else is on stdout, notes are on stderr; a reader that has gone away is not an error',
    cases: [
      {
        what: 'with a note',
        args: ISSUE,
        files: { 'scopes.yaml': DEVELOPMENT },
        exit: 0,
        stdout: /^[\w-]+\.[\w-]+\.[\w-]+\n$/,
        stderr: /^note: /,
      },
      {
        what: 'with a warning',
        args: ISSUE,
        exit: 0,
        stdout: /^[\w-]+\.[\w-]+\.[\w-]+\n$/,
        stderr: /^warning: /,
        child: true,
        setUp: (dir) => chmodSync(join(dir, 'key.json'), 0o644),
      },
      { what: 'an error', args: [...ISSUE, '--scope', 'admin'], exit: 4, stdout: /^$/ },
    ],
    controls: [
      {
        what: 'without notes',
        args: ISSUE,
        exit: 0,
        stdout: /^[\w-]+\.[\w-]+\.[\w-]+\n$/,
        stderr: /^$/,
        setUp: (dir) => chmodSync(join(dir, 'key.json'), 0o600),
      },
    ],
  },
  {
    id: 'SEC9',
    input: 'a variable or file that is unset or empty',
    behaviour: 'an error, never an empty key',
    rule: 'RFC 8725 §3.5',
    cases: [
      { what: 'unset', args: verify('env:K'), exit: 2, stderr: /^error\[env-unset\]/ },
      {
        what: 'empty',
        args: verify('env:K'),
        env: { K: '' },
        exit: 2,
        stderr: /^error\[env-empty\]/,
      },
      {
        what: 'empty, to sign',
        args: ISSUE,
        files: withKey('env:K'),
        env: { K: '' },
        exit: 2,
        stderr: /^error\[env-empty\]/,
      },
      {
        what: 'an empty file',
        args: verify('file:k'),
        files: { k: '' },
        exit: 2,
        stderr: /^error\[key-empty\]/,
      },
      {
        what: 'a file with only a line end',
        args: verify('file:k'),
        files: { k: '\n' },
        exit: 2,
        stderr: /^error\[key-empty\]/,
      },
      { what: 'a missing file', args: verify('file:k'), exit: 2, stderr: /^error\[/ },
    ],
    controls: [
      { what: 'set', args: ISSUE, files: withKey('env:K'), env: { K: 'x'.repeat(32) }, exit: 0 },
    ],
  },
]

/** A key file with more members than a key set may publish. */
async function ownKey(cwd: string): Promise<void> {
  await scopectlHere(['keys', 'new', '-o', 'own.json'], { cwd })
  const path = join(cwd, 'own.json')
  const jwk = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...jwk, 'x-note': SECRET }))
  writeFileSync(
    join(cwd, 'other.yaml'),
    catalogOf(
      'token: { key: file:own.json, algorithm: ES256, issuer: http://localhost:8000, audience: a }',
    ),
  )
}
