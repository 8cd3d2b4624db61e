import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repository } from '../support/git.js'
import { codesOf, testTriggers } from '../support/problem-codes.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `
token: { audience: api }
scopes: { read: '', write: '' }
roles: { reader: { scopes: [read] } }
routes: { GET /a: read }
`
const files = { 'scopes.yaml': CATALOG, 'users.yaml': 'users: { bob: { scopes: [read] } }' }
const HS256 = { 'scopes.yaml': CATALOG.replace('api }', 'api, algorithm: HS256 }') }

const WRITTEN = { 'scopes.yaml': CATALOG.replace('GET /a: read', 'POST /a: write') }

describe('of a question', () => {
  testTriggers(
    [
      ['audience-any', 'token --user bob --audience any'],
      ['audience-not-accepted', 'token --user bob --audience other'],
      ['bad-claim-flag', 'token --user bob --claim =x'],
      ['clock-set', 'token --user bob --at 2026-01-01T00:00:00Z'],
      ['scopes-dropped', 'token --user bob --scope "read write" --downscope'],
      ['route-cut', 'check --user bob --route "GET /a?b=c"'],
      ['matrix-empty', 'matrix --by client'],
      ['graph-empty', 'graph --role reader --method POST', { files: WRITTEN }],
      ['development-key-algorithm', 'token --user bob', { files: HS256 }],
      ['no-development-key', 'verify eyJhbGciOiJFUzI1NiJ9.e30.AA'],
    ],
    { files },
  )
})

const openRoute = { 'scopes.yaml': `${CATALOG.replace('GET /a: read', 'GET /a: undecided')}` }

describe('of a lock', () => {
  testTriggers(
    [
      ['lock-undecided', 'lock', { files: openRoute }],
      [
        'lock-key-missing',
        'lock',
        {
          files: {
            'scopes.yaml': `token: { key: file:gone.pem }\nscopes: { a: '' }`,
            'users.yaml': 'users: {}',
          },
        },
      ],
      ['lock-form-changed', 'lock --fold', { files: { 'access.lock': olderLock() } }],
      ['lock-older', 'lock --check', { files: { 'access.lock': olderLock() } }],
      [
        'lock-ratchet',
        'lock --check --allow-undecided 3',
        { files: { 'access.lock': olderLock() } },
      ],
    ],
    { files },
  )
})

/** As the first version wrote it: without lifetimes. */
function olderLock(): string {
  return 'trust issuer - audience api algorithm - key - scope_claim - role_claim - enforce literal\n'
}

describe('of a revision', () => {
  test('outside-repository: a users file somewhere else', async () => {
    const cwd = repository(files)
    const outside = join(tempDir({ 'users.yaml': 'users: {}' }), 'users.yaml')
    expect(await codesOf(`diff HEAD --users-file ${outside}`, { cwd })).toContain(
      'outside-repository',
    )
  })

  test('git-failed: git exits with a code that is not an answer', async () => {
    const cwd = tempDir(files)
    const bin = tempDir()
    // Another process writes it: a child that is forked here at the same time would keep the file open (ETXTBSY).
    const script = `case "$*" in *show-toplevel*) pwd;; *) exit 3;; esac`
    execFileSync('sh', ['-c', 'printf "#!/bin/sh\n%s\n" "$1" >git; chmod 755 git', 'sh', script], {
      cwd: bin,
    })
    const env = { PATH: `${bin}:${process.env['PATH']}` }
    expect(await codesOf('diff HEAD', { cwd, env })).toContain('git-failed')
  })
})
