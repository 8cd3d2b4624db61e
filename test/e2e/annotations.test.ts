import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { git } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `token: { algorithm: ES256, issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write }
roles:
  reader: { scopes: [read] }
routes:
  GET /items/: read
  POST /items/: write
  GET /health: authenticated
`
const OPENER = CATALOG.replace('[read]', '[read, write]')
  .replace('/health: authenticated', '/health: public')
  .replace('https://idp.test', 'https://other.test')
  .concat('  GET /new: undecided\n')

interface Command {
  readonly level: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** Reads workflow commands as the runner does (ActionCommand.TryParseV2); any other line of stdout is an error. */
function commandsIn(stdout: string): Command[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [, level = '', given = '', message = ''] =
        /^::(error|warning|notice) ([^:]*)::(.*)$/.exec(line) ?? []
      if (level === '') throw new Error(`not a workflow command: ${line}`)
      const pairs = given.split(',').map((each) => {
        const at = each.indexOf('=')
        return [each.slice(0, at), unescaped(each.slice(at + 1))] as const
      })
      return { level, properties: Object.fromEntries(pairs), message: unescaped(message) }
    })
}

const unescaped = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')

/** The line that an annotation points to. */
function markedLine(cwd: string, { file = '', line = '' }: Command['properties']): string {
  return readFileSync(join(cwd, file), 'utf8').split('\n')[Number(line) - 1] ?? ''
}

describe.concurrent('lock --check --format github', () => {
  test('marks the lines that changed access, and the lock itself', async () => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG })
    await scopectl(['lock'], { cwd })
    writeFileSync(join(cwd, 'scopes.yaml'), OPENER)
    const { exit, stdout } = await scopectl(['lock', '--check', '--format', 'github'], { cwd })
    expect(exit).toBe(5)
    const [whole, ...changes] = commandsIn(stdout)
    expect(whole).toMatchObject({
      level: 'error',
      properties: { file: 'access.lock', title: 'scopectl lock' },
      message: expect.stringMatching(
        /^access\.lock differs: .*\nafter review: scopectl lock\nundecided: decide it, .*$/,
      ),
    })
    const marked = changes.map(({ properties }) => [
      properties['title'],
      markedLine(cwd, properties).trim(),
    ])
    expect(marked).toEqual([
      ['scopectl lock: gain', 'reader: { scopes: [read, write] }'],
      ['scopectl lock: opened', 'GET /health: public'],
      ['scopectl lock: trust', expect.stringContaining('https://other.test')],
      ['scopectl lock: new-route', 'GET /new: undecided'],
      ['scopectl lock: undecided', 'GET /new: undecided'],
    ])
    expect(changes.every(({ level }) => level === 'error')).toBe(true)
  })

  test('prints nothing where the lock is up to date', async () => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG })
    await scopectl(['lock'], { cwd })
    const done = await scopectl(['lock', '--check', '--format', 'github'], { cwd })
    expect(done).toMatchObject({ exit: 0, stdout: '' })
  })

  test('marks undecided routes where nothing else is wrong', async () => {
    const cwd = tempDir({ 'scopes.yaml': `${CATALOG}  GET /new: undecided\n` })
    await scopectl(['lock'], { cwd })
    const { exit, stdout } = await scopectl(['lock', '--check', '--format', 'github'], { cwd })
    expect(exit).toBe(5)
    expect(commandsIn(stdout).map(({ properties }) => properties)).toEqual([
      { file: 'access.lock', title: 'scopectl lock' },
      { file: 'scopes.yaml', line: '9', col: '3', title: 'scopectl lock: undecided' },
    ])
  })

  test('shows the lines of a lock that no change explains', async () => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG })
    await scopectl(['lock'], { cwd })
    appendFileSync(join(cwd, 'access.lock'), 'combo a + b%0A GET /items/\n')
    const { exit, stdout } = await scopectl(['lock', '--check', '--format', 'github'], { cwd })
    expect(exit).toBe(5)
    expect(commandsIn(stdout).length).toBeGreaterThan(0)
    expect(stdout).toContain('%250A')
  })
})

describe.concurrent('diff --format github', () => {
  test('is an error for the kinds of --fail-on, a warning for what else lets more in', async () => {
    const cwd = tempDir({ 'old.yaml': OPENER, 'scopes.yaml': CATALOG, 'new.yaml': OPENER })
    const line = (from: string, to: string) =>
      scopectl(['diff', from, to, '--fail-on', 'gain', '--format', 'github'], { cwd })
    const [wider, narrower] = [
      await line('scopes.yaml', 'new.yaml'),
      await line('old.yaml', 'scopes.yaml'),
    ]
    expect(wider.exit).toBe(5)
    expect(
      commandsIn(wider.stdout).map(({ level, properties }) => [
        level,
        properties['title'],
        markedLine(cwd, properties).trim().slice(0, 11),
      ]),
    ).toEqual([
      ['error', 'scopectl diff: gain', 'reader: { s'],
      ['error', 'scopectl diff: opened', 'GET /health'],
      ['warning', 'scopectl diff: trust', 'token: { al'],
      ['warning', 'scopectl diff: new-route', 'GET /new: u'],
    ])
    expect(narrower.exit).toBe(0)
    const levels = commandsIn(narrower.stdout).map(
      ({ level, properties }) => `${level} ${properties['title']}`,
    )
    expect(levels).toContain('notice scopectl diff: loss')
    expect(levels.filter((each) => each.startsWith('error'))).toEqual([])
  })

  test('names the path of a file in a revision, not the revision', async () => {
    const cwd = tempDir({ 'api/scopes.yaml': CATALOG })
    git(cwd, 'init', '-q', '-b', 'main')
    git(cwd, 'add', '.')
    git(cwd, 'commit', '-qm', 'one')
    writeFileSync(join(cwd, 'api/scopes.yaml'), OPENER)
    git(cwd, 'commit', '-qam', 'two')
    const args = ['diff', 'HEAD~1..HEAD', '-c', 'api/scopes.yaml', '--format', 'github']
    const { stdout } = await scopectl(args, { cwd })
    const files = commandsIn(stdout).map(({ properties }) => properties['file'])
    expect(new Set(files)).toEqual(new Set(['api/scopes.yaml']))
  })
})

test('drift --format github marks the catalog, the document and the tokens file', async () => {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = `${encoded({ alg: 'ES256' })}.${encoded({ sub: 'a', scope: 'other' })}.c2ln`
  const cwd = tempDir({
    'scopes.yaml': CATALOG,
    'openapi.json': JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      components: { securitySchemes: { o: { type: 'openIdConnect', openIdConnectUrl: '/o' } } },
      paths: {
        '/items/': { get: { security: [{ o: ['write'] }] }, put: { security: [{ o: ['read'] }] } },
      },
    }),
    'tokens.txt': `# sample\n${token}\n`,
  })
  const args = ['drift', 'openapi.json', '--tokens', 'tokens.txt', '--format', 'github']
  const { exit, stdout } = await scopectl(args, { cwd })
  expect(exit).toBe(5)
  const found = commandsIn(stdout).map(({ properties: { file, line, title } }) => [
    title,
    file,
    line,
  ])
  expect(found).toContainEqual(['scopectl drift-weaker', 'scopes.yaml', '6'])
  expect(found).toContainEqual(['scopectl drift-undeclared-route', 'openapi.json', undefined])
  expect(found).toContainEqual(['scopectl drift-undeclared-scope', 'tokens.txt', '2'])
})
