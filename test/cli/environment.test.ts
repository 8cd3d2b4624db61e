import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { text } from '../../src/cli/help/environment.js'
import { main } from '../../src/cli/main.js'
import type { OutputStream } from '../../src/cli/sink.js'
import { realContext } from '../../src/io/context.js'
import { repository } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = {
  'scopes.yaml':
    'token: { algorithm: HS256, key: env:SECRET_KEY }\nscopes: { read: Read }\nroles: { reader: { scopes: [read] } }\nroutes: { GET /: read }\n',
}

/** The variables that a command reads, in this process. */
async function readBy(argv: readonly string[], set: Readonly<Record<string, string>> = {}) {
  const names = new Set<string>()
  const cwd = repository(CATALOG)
  const env = new Proxy<Record<string, string>>(
    { HOME: cwd, PATH: process.env['PATH'] ?? '', ...set },
    {
      get(target, name) {
        names.add(String(name))
        return Reflect.get(target, name)
      },
      getOwnPropertyDescriptor(target, name) {
        names.add(String(name))
        return Reflect.getOwnPropertyDescriptor(target, name)
      },
      ownKeys: () => {
        throw new Error('the whole environment was read')
      },
    },
  )
  const output: OutputStream = {
    isTTY: true,
    write: (_text, done) => {
      done()
      return true
    },
    on: () => undefined,
  }
  const host = { env, cwd: () => cwd, stdin: process.stdin, geteuid: () => 0 }
  await main(argv, {
    env,
    context: (tell) => realContext(host, tell),
    stdout: output,
    stderr: output,
  })
  return [...names]
}

/** Those in the list at the top of the page. */
const listed = text
  .slice(0, text.indexOf('--env FILE'))
  .split('\n')
  .flatMap((line) => /^ {2}([A-Za-z_]+(?:, [A-Za-z_]+)*|TERM=dumb)(?: {2}|$)/.exec(line)?.[1] ?? [])
  .flatMap((names) => names.replace('=dumb', '').split(', '))

describe('help environment', () => {
  test('lists what is read, and everything in the list is read', async () => {
    const runs = [
      await readBy(['check', '--role', 'reader', '--need', 'read']),
      await readBy(['diff', 'HEAD']),
      await readBy(['lint']),
      await readBy(['token', '--role', 'reader'], { SECRET_KEY: 'k'.repeat(40) }),
      await readBy(['verify', 'a.b.c', '--key', 'https://idp.invalid/'], {
        HTTPS_PROXY: 'http://127.0.0.1:1',
      }),
    ]
    const bin = readFileSync('bin/scopectl.js', 'utf8').matchAll(/process\.env\.(\w+)/g)
    const read = new Set([
      ...runs.flat().map((name) => (name === 'SystemRoot' ? 'SYSTEMROOT' : name)),
      ...[...bin].map(([, name = '']) => name),
      'NODE_EXTRA_CA_CERTS', // by Node: test/e2e/downloads.test.ts
    ])
    read.delete('SECRET_KEY') // named by the catalog
    read.delete('NODE_TLS_REJECT_UNAUTHORIZED') // removed, and never read
    expect([...new Set(listed)].sort()).toEqual([...read].sort())
  })

  test('a variable named by a key or token is read, and no other', async () => {
    expect(await readBy(['verify', 'env:TOKEN'])).toContain('TOKEN')
    expect(await readBy(['token', '--role', 'reader', '--with-configured-key'])).toContain(
      'SECRET_KEY',
    )
  })
})

describe('--env FILE', () => {
  const world = () => {
    const cwd = tempDir({
      ...CATALOG,
      'hijack.cjs': 'require("node:fs").writeFileSync("hijacked", ""); process.exit(0)',
      'my.env': 'SECRET_KEY=a-secret-that-is-long-enough-for-hs256\nNO_COLOR=\n',
    })
    return { cwd, evil: `NODE_OPTIONS=--require=${join(cwd, 'hijack.cjs')}\n` }
  }

  test('provides variables for env:NAME, and runs nothing', async () => {
    const { cwd, evil } = world()
    const line = ['token', '--role', 'reader', '--env']
    const { exit, stdout } = await scopectl([...line, 'my.env'], { cwd })
    expect([exit, stdout.split('.').length]).toEqual([0, 3])
    const files = tempDir({ ...CATALOG, 'evil.env': `${evil}SECRET_KEY=${'k'.repeat(40)}\n` })
    for (const form of [['--env', 'evil.env'], ['--env=evil.env']]) {
      const before = await scopectl([...form, ...line.slice(0, 3)], { cwd: files })
      const after = await scopectl([...line.slice(0, 3), ...form], { cwd: files })
      expect([before.exit, after.exit]).toEqual([0, 0])
      expect(() => readFileSync(join(files, 'hijacked'))).toThrow('ENOENT')
    }
  })

  test.each([
    ['token --role reader --env-file my.env', 'renamed-flag'],
    ['token --role reader --env-file=my.env', 'renamed-flag'],
    ['--env-file=my.env token --role reader', 'renamed-flag'],
    ['--env-file my.env token --role reader', 'renamed-flag'],
    ['token --role reader --env-file-if-exists=my.env', 'renamed-flag'],
    // Node uses it even in the place of a value.
    ['check --need read --token --env-file=my.env', 'missing-value'],
    ['check --need read --expect 401 --token --env-file-if-exists=my.env', 'missing-value'],
  ])('the old flag is refused: %s', async (line, code) => {
    const { exit, stdout, stderr } = await scopectl(line.split(' '), { cwd: world().cwd })
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain(`error[${code}]: `)
    if (code === 'renamed-flag') expect(stderr).toContain('--env FILE')
  })
})
