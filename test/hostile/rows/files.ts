import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { asNobody, isRoot } from '../../support/as-nobody.js'
import { scopectlHere } from '../../support/in-process.js'
import type { Case, Row } from '../row.js'

/** `scopes.yaml` is something other than a file with a text. */
const instead = (what: string, code: string, make: (path: string) => void): Case => ({
  what,
  args: ['lint'],
  exit: 2,
  stderr: new RegExp(`^error\\[${code}\\]`),
  setUp(dir) {
    rmSync(join(dir, 'scopes.yaml'))
    make(join(dir, 'scopes.yaml'))
  },
})
const NAME = 'a "b": \'c\' # d - {e} [f] &g *h !i %j @k `l'
const TEXT = `${NAME}\nsecond: line\n  third\n---\n`
const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: TEXT, version: '1' },
  paths: {
    '/a': { get: { summary: TEXT, security: [{ o: ['a:b'] }, { [NAME]: [] }], responses: {} } },
  },
  components: {
    securitySchemes: {
      o: {
        type: 'oauth2',
        flows: {
          clientCredentials: {
            tokenUrl: '/t',
            scopes: { 'a:b': TEXT, '#x': TEXT, no: TEXT, '1e3': TEXT },
          },
        },
      },
      [NAME]: { type: 'apiKey', in: 'header', name: 'x' },
    },
  },
})

/** The file that an import wrote is compared with its document. */
const WRITTEN = {
  args: ['drift', 'api.json', '-c', 'new.yaml'],
  exit: 0,
  async setUp(cwd: string) {
    await scopectlHere(['import', 'openapi', 'api.json', '-o', 'new.yaml'], { cwd })
  },
}
/** The user has the same name in YAML as in JSON. */
const CONVERTED = {
  args: ['check', '--user', NAME, '--need', 'read', '--users-file', 'new.yaml'],
  exit: 0,
  async setUp(cwd: string) {
    const line = ['users', 'convert', '--users-file', 'users.json', '-o', 'new.yaml']
    await scopectlHere(line, { cwd })
  },
}

export const FILE_ROWS: readonly Row[] = [
  {
    id: 'YAML14',
    input: 'a folder, FIFO, socket, device, unreadable file, or one of another user',
    behaviour: 'refused, and nothing hangs',
    decided: 'A file of another user that the system lets the user read is read (decision 163).',
    cases: [
      instead('a folder', 'file-not-regular', (path) => mkdirSync(path)),
      instead('a FIFO', 'file-not-regular', (path) => execFileSync('mkfifo', [path])),
      instead('a device without an end', 'file-not-regular', (path) =>
        symlinkSync('/dev/zero', path),
      ),
      instead('a link to itself', 'file-loop', (path) => symlinkSync(path, path)),
      instead('a link to nothing', 'file-missing', (path) => symlinkSync('/nonexistent/x', path)),
      {
        what: 'of another user, who alone may read it',
        args: ['lint'],
        exit: 0,
        setUp: (dir) => chmodSync(join(dir, 'scopes.yaml'), 0o600),
        after(_, dir) {
          if (!isRoot) return
          const done = asNobody(dir, ['lint'])
          expect(done).toMatchObject({
            exit: 2,
            stderr: expect.stringMatching(/^error\[file-unreadable\].*permission denied/),
          })
        },
      },
    ],
    controls: [
      {
        what: 'a link to a file',
        args: ['check', '--role', 'viewer', '--need', 'read', '-c', 'link.yaml'],
        exit: 0,
        setUp: (dir) => symlinkSync('scopes.yaml', join(dir, 'link.yaml')),
      },
      {
        what: 'of another user, readable for all',
        args: ['lint'],
        exit: 0,
        after(done, dir) {
          if (isRoot) expect(asNobody(dir, ['lint'])).toEqual(done)
        },
      },
    ],
  },
  {
    id: 'YAML15',
    input: 'a catalog in a folder above',
    behaviour: 'searched up to the root of the repository or the home folder, no further',
    decided:
      'Outside a repository and the home folder, only the current folder is searched (decision 5); `-v` shows which file is used.',
    cases: [
      {
        what: 'above the root of the repository',
        args: ['lint'],
        cwd: 'inner',
        exit: 2,
        stderr: /^error\[catalog-[a-z-]+\]/,
        setUp: (dir) => mkdirSync(join(dir, 'inner', '.git'), { recursive: true }),
      },
    ],
    controls: [
      {
        what: 'within the repository',
        args: ['lint', '-v'],
        cwd: 'inner',
        exit: 0,
        setUp: (dir) => mkdirSync(join(dir, 'inner')),
      },
    ],
  },
  {
    id: 'YAML16',
    input: 'names and values with quotes, colons and line ends, in files that scopectl writes',
    behaviour: 'read back the same',
    cases: [
      { what: 'what an import wrote', ...WRITTEN, files: { 'api.json': DOCUMENT } },
      {
        what: 'what a conversion of users wrote',
        ...CONVERTED,
        files: {
          'users.json': JSON.stringify({
            users: { [NAME]: { roles: ['viewer'], claims: { [NAME]: TEXT } } },
          }),
        },
      },
    ],
    controls: [
      {
        what: 'an ordinary one',
        ...WRITTEN,
        files: { 'api.json': DOCUMENT.replaceAll(JSON.stringify(TEXT).slice(1, -1), 'x') },
      },
    ],
  },
]
