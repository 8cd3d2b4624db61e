import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { scopectl } from '../../support/scopectl.js'
import type { Case, Row } from '../row.js'
import { DEVELOPMENT, HIDDEN, ISSUE, ring, SECRET, verify, withKey } from './key-cases.js'

const mode = (path: string): number => statSync(path).mode & 0o777

const after = (check: () => void) => ({ end: check })
const hidden = (what: string, content: string, code: string, algorithm = 'ES256'): Case => ({
  what,
  args: [...ISSUE, '-v', '--json'],
  files: { ...withKey('file:bad.key', algorithm), 'bad.key': content },
  exit: 2,
  stdout: new RegExp(`"code":"${code}"`),
  never: HIDDEN,
  setUp: (dir) => chmodSync(join(dir, 'bad.key'), 0o600),
})
const sk = (value: string): string => Buffer.from(value).toString('base64url')

export const SECRET_ROWS: readonly Row[] = [
  {
    id: 'SEC1',
    input: 'a secret as an argument',
    behaviour: 'refused: `env:`, `file:` or a URL only',
    rule: 'CWE-214',
    cases: [
      {
        what: 'as --key',
        args: verify(SECRET),
        exit: 2,
        stderr: /^error\[key-source-unknown\]/,
        never: HIDDEN,
      },
      {
        what: 'as key: in the catalog',
        args: ISSUE,
        files: withKey(SECRET),
        exit: 2,
        stderr: /^error\[key-[a-z-]+\]/,
        never: HIDDEN,
      },
      {
        what: 'as --secret',
        args: [...verify('env:K'), '--secret', SECRET],
        exit: 2,
        stderr: /^error\[unknown-flag\]/,
        never: HIDDEN,
      },
      {
        what: 'a password',
        args: ['users', 'passwd', 'alice', '--password', SECRET],
        exit: 2,
        stderr: /^error\[unknown-flag\]/,
        never: HIDDEN,
      },
    ],
    controls: [
      {
        what: 'a variable',
        args: ISSUE,
        files: withKey('env:K'),
        env: { K: 'x'.repeat(32) },
        exit: 0,
      },
      { what: 'a file', args: verify('file:key.json'), exit: 0, stdout: /^valid$/m },
    ],
  },
  {
    id: 'SEC2',
    input: 'a private key or the key ring readable by others',
    behaviour:
      'the ring is refused, a key file gives a warning; files are created with 0600, folders with 0700',
    rule: 'CWE-732',
    cases: [
      ...[0o640, 0o604, 0o666].map(
        (bits): Case => ({
          what: `the ring with mode ${bits.toString(8)}`,
          args: ISSUE,
          files: { 'scopes.yaml': DEVELOPMENT },
          child: true,
          exit: 2,
          stderr: /^error\[ring-open\][\s\S]*chmod 600/m,
          setUp: ring((dir) => chmodSync(join(dir, '.scopectl/keys.json'), bits)),
        }),
      ),
      {
        what: 'a key file',
        args: ISSUE,
        exit: 0,
        child: true,
        stderr: /^warning: the key file `key\.json` is open to others[\s\S]*chmod 600 key\.json/m,
        setUp: (dir) => chmodSync(join(dir, 'key.json'), 0o644),
      },
    ],
    controls: [
      {
        what: 'a new ring',
        args: ISSUE,
        files: { 'scopes.yaml': DEVELOPMENT },
        exit: 0,
        prepare: (dir) =>
          after(() => {
            expect(mode(join(dir, '.scopectl'))).toBe(0o700)
            expect(mode(join(dir, '.scopectl/keys.json'))).toBe(0o600)
          }),
      },
      {
        what: 'a new key file',
        args: ['keys', 'new', '-o', 'new.key'],
        exit: 0,
        prepare: (dir) => after(() => expect(mode(join(dir, 'new.key'))).toBe(0o600)),
      },
      {
        what: 'a key file of the owner only',
        args: [...ISSUE],
        exit: 0,
        child: true,
        stderr: /^(?![\s\S]*open to others)/,
        setUp: (dir) => chmodSync(join(dir, 'key.json'), 0o600),
      },
    ],
  },
  {
    id: 'SEC3',
    input: 'a path that is a symlink, already exists, or is written by two processes',
    behaviour: 'nothing is followed or overwritten on creation; files are replaced atomically',
    rule: 'CWE-59',
    cases: [
      {
        what: 'a symbolic link to nothing',
        args: ['keys', 'new', '-o', 'link'],
        exit: 2,
        stderr: /^error\[file-is-symlink\]/,
        setUp: (dir) => symlinkSync('target', join(dir, 'link')),
        prepare: (dir) => after(() => expect(readdirSync(dir)).not.toContain('target')),
      },
      {
        what: 'a symbolic link to a file',
        args: ['keys', 'new', '-o', 'link'],
        exit: 2,
        stderr: /^error\[file-(is-symlink|exists)\]/,
        setUp: (dir) => symlinkSync('users.yaml', join(dir, 'link')),
      },
      {
        what: 'a file',
        args: ['keys', 'new', '-o', 'users.yaml'],
        exit: 2,
        stderr: /^error\[file-exists\]/,
      },
      {
        what: 'a folder',
        args: ['keys', 'new', '-o', 'folder'],
        exit: 2,
        stderr: /^error\[file-not-regular\]/,
        setUp: (dir) => mkdirSync(join(dir, 'folder')),
      },
      {
        what: 'four processes at once: one creates it, and the last finds it',
        args: ['keys', 'new', '-o', 'one.key'],
        exit: 2,
        stderr: /^error\[file-exists\]/,
        async setUp(cwd) {
          const runs = await Promise.all(
            Array.from({ length: 4 }, () => scopectl(['keys', 'new', '-o', 'one.key'], { cwd })),
          )
          expect(runs.map(({ exit }) => exit).sort()).toEqual([0, 2, 2, 2])
          expect(readdirSync(cwd).filter((name) => name.includes('tmp'))).toEqual([])
        },
      },
    ],
    controls: [
      {
        what: 'a new name',
        args: ['keys', 'new', '-o', 'new.key'],
        exit: 0,
        stdout: /^created a key in new\.key$/m,
      },
    ],
  },
  {
    id: 'SEC4',
    input: 'errors about keys, environment files, pasted keys, URLs with credentials',
    behaviour: 'no byte of a secret in any message, stack or cause',
    rule: 'CWE-532',
    cases: [
      hidden(
        'a PEM that is damaged',
        `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----\n`,
        'key-unreadable',
      ),
      hidden(
        'a JWK with a wrong `d`',
        JSON.stringify({ kty: 'EC', crv: 'P-256', x: sk('x'), y: sk('y'), d: SECRET }),
        'key-member',
      ),
      hidden('a JWK that is not JSON', `{"kty":"oct","k":"${SECRET}"`, '[a-z-]+', 'HS256'),
      hidden(
        'a JWK of another kind',
        JSON.stringify({ kty: 'oct', k: SECRET.repeat(3) }),
        '[a-z-]+',
      ),
      {
        what: 'a URL with credentials',
        args: verify(`https://bob:${SECRET}@idp.test/jwks`),
        exit: 2,
        stderr: /^error\[/,
        never: HIDDEN,
      },
      {
        what: 'a damaged environment file',
        args: [...ISSUE, '--env', 'e'],
        files: { ...withKey('env:K'), e: `A="x\nexport ${SECRET} = y\n` },
        exit: 2,
        never: HIDDEN,
      },
      {
        what: 'a password under another name',
        args: ['lint'],
        files: { 'users.yaml': `users:\n  alice: { roles: [viewer], pasword: ${SECRET} }\n` },
        exit: 2,
        stdout: /unknown-attribute/,
        never: HIDDEN,
      },
    ],
    controls: [
      {
        what: 'the same place without a secret is shown',
        args: ['lint'],
        files: {
          'users.yaml': 'users:\n  alice: { roles: [viewer], x-note: hunter2 }\n',
        },
        exit: 0,
      },
    ],
  },
]
