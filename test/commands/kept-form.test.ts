import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'
import { CATALOG, document, op } from './openapi-world.js'

const MARK = '\ufeff'
const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
/** Every second line ends with CRLF. */
const mixed = (text: string): string => {
  let i = 0
  return text.replace(/\n/g, () => (i++ % 2 === 0 ? '\r\n' : '\n'))
}
const FORMS: readonly (readonly [string, (text: string) => string])[] = [
  ['LF', (text) => text],
  ['CRLF', crlf],
  ['a byte order mark', (text) => MARK + text],
  ['CRLF and a mark', (text) => MARK + crlf(text)],
  ['no final line end', (text) => text.replace(/\n$/, '')],
  ['CRLF and no final one', (text) => crlf(text).replace(/\r\n$/, '')],
  ['both line ends', mixed],
]

interface Edit {
  readonly what: string
  readonly file: string
  readonly text: string
  readonly args: readonly string[]
  readonly input?: string
  readonly others?: Readonly<Record<string, string>>
}

const USERS_YAML = `# who
users:
  alice: {} # she
  bob:
    roles: [] # his
    # the end of bob
  carol:
    password: old # hers
clients:
  ci:
    scopes: [read]
`
const USERS_JSON = `{
  "users": {
    "alice": {},
    "bob": {
      "roles": []
    }
  }
}
`
const users = 'scopes: { read: Read }\nroutes: { GET /: read }\n'
const passwd = (name: string, file: string, text: string, ...more: string[]): Edit => ({
  what: `users passwd ${name} in ${file}${text.includes('\n  alice: # she') ? ', an odd layout' : ''}`,
  file,
  text,
  args: ['users', 'passwd', ...more, name, '--stdin'],
  input: 'pass word',
  others: { 'scopes.yaml': users },
})
const ODD = `users:\n  alice: # she\n    claims:\n      note: |\n        two\n        lines\n  bob: {} # he\n`
const API = document({
  '/items': { get: op('read', 'write'), post: op('write') },
  '/own': { get: op('read', 'write') },
  '/new': { get: op('fresh') },
})
const API_YAML = `openapi: 3.1.0
paths:
  /items:
    get: # list
      security: [ { oauth: [read] } ]
    post:
      responses: {}
  /own:
    get: { security: [ { oauth: [read] } ] }
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: /token
          scopes:
            read: Read # it
`

const EDITS: readonly Edit[] = [
  passwd('alice', 'users.yaml', USERS_YAML),
  passwd('bob', 'users.yaml', USERS_YAML),
  passwd('ci', 'users.yaml', USERS_YAML, '--client'),
  passwd('alice', 'users.yaml', ODD),
  passwd('alice', 'users.json', USERS_JSON),
  passwd('bob', 'users.json', USERS_JSON),
  passwd('bob', 'users.json', USERS_JSON.replaceAll('  ', '\t')),
  passwd('bob', 'users.json', `${JSON.stringify(JSON.parse(USERS_JSON))}\n`),
  {
    what: 'import openapi over a catalog',
    file: 'scopes.yaml',
    text: CATALOG,
    args: ['import', 'openapi', 'api.json', '-o', 'scopes.yaml', '--force'],
    others: { 'api.json': API },
  },
  {
    what: 'import openapi over a catalog on one line',
    file: 'scopes.yaml',
    text: '# one\nscopes: { read: Read } # all\nroutes: { GET /items: read }\n',
    args: ['import', 'openapi', 'api.json', '-o', 'scopes.yaml', '--force'],
    others: { 'api.json': API },
  },
  {
    what: 'import openapi over a catalog in JSON',
    file: 'scopes.json',
    text: `${JSON.stringify({ scopes: { read: 'Read' }, routes: { 'GET /items': 'read', 'GET /own': { needs: 'read' } } }, null, 4)}\n`,
    args: ['import', 'openapi', 'api.json', '-o', 'scopes.json', '--force'],
    others: { 'api.json': API },
  },
  {
    what: 'export openapi --merge into JSON',
    file: 'api.json',
    text: document({ '/items': { get: op('read'), post: {} } }),
    args: ['export', 'openapi', '--merge', 'api.json'],
    others: { 'scopes.yaml': CATALOG },
  },
  {
    what: 'export openapi --merge into YAML',
    file: 'api.yaml',
    text: API_YAML,
    args: ['export', 'openapi', '--merge', 'api.yaml'],
    others: { 'scopes.yaml': CATALOG },
  },
  {
    what: 'lock',
    file: 'access.lock',
    text: '# old\nrole editor has read\nrole other has read\n',
    args: ['lock'],
    others: { 'scopes.yaml': CATALOG },
  },
  {
    what: 'init beside a .gitattributes',
    file: '.gitattributes',
    text: '*.png binary\n*.txt text\n',
    args: ['init', '--yes'],
  },
]

/** The file after the edit, without its random parts. */
async function edited({ file, args, input, others }: Edit, text: string): Promise<string> {
  const cwd = tempDir({ ...others, [file]: text })
  chmodSync(join(cwd, file), 0o640)
  const run = await scopectlHere(args, { cwd, ...(input === undefined ? {} : { input }) })
  expect([run.exit, run.exit === 0 ? '' : run.stderr]).toEqual([0, ''])
  expect(statSync(join(cwd, file)).mode & 0o777).toBe(0o640)
  return readFileSync(join(cwd, file), 'utf8').replace(/scrypt\$[\w$-]+/g, 'HASH')
}

/** Hashing a password takes most of the time of these tests. */
const plainly = new Map<Edit, Promise<string>>()
function editedPlainly(edit: Edit): Promise<string> {
  const known = plainly.get(edit) ?? edited(edit, edit.text)
  plainly.set(edit, known)
  return known
}

describe.concurrent('an edited file keeps its line ends, byte order mark and mode', () => {
  describe.each(EDITS)('$what', (edit) => {
    test.each(FORMS)('%s', async (form, inForm) => {
      const before = inForm(edit.text)
      const after = await edited(edit, before)
      expect(after).not.toBe(before)
      if (form === 'both line ends') {
        // Only text that the library did not rewrite can keep each line's own line end.
        const expected = await editedPlainly(edit)
        expect(after.replaceAll('\r\n', '\n')).toBe(expected)
        return
      }
      const isGenerated = edit.file === 'access.lock' || edit.file === '.gitattributes'
      const plain = await editedPlainly(edit)
      const due =
        isGenerated && form.includes('final') ? form.replace(/( and)? ?no final.*/, '') : form
      const [, makes = inForm] = FORMS.find(([name]) => name === (due || 'LF')) ?? []
      expect(after).toBe(makes(plain))
    })
  })
})

test('in a file with both line ends, every unchanged line keeps its own', async () => {
  for (const edit of EDITS) {
    if (/odd layout|on one line|lock|gitattributes/.test(edit.what)) continue
    const lines = mixed(edit.text).split(/(?<=\n)/)
    const after = (await edited(edit, mixed(edit.text))).split(/(?<=\n)/)
    const kept = lines.filter((line) => after.includes(line))
    const changed = edit.text.split('\n').length - 1 - kept.length
    // Values in place; in JSON also the comma before a new member.
    expect(changed, edit.what).toBeLessThanOrEqual(4)
    const plain = (await editedPlainly(edit)).split(/(?<=\n)/)
    expect(after.map((line) => line.replace('\r\n', '\n'))).toEqual(plain)
  }
})

test('a lock that is up to date is not changed, whatever its line ends', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  expect((await scopectlHere(['lock'], { cwd })).exit).toBe(0)
  const path = join(cwd, 'access.lock')
  const checked = MARK + crlf(readFileSync(path, 'utf8'))
  writeFileSync(path, checked)
  const { stdout } = await scopectlHere(['lock'], { cwd })
  expect(stdout).toContain('up to date')
  expect(readFileSync(path, 'utf8')).toBe(checked)
  expect((await scopectlHere(['lock', '--check'], { cwd })).exit).toBe(0)
})

test('a number in users.json on which YAML parsers disagree does not matter', async () => {
  const text = '{ "users": { "alice": { "claims": { "n": 1e3 } } } }\n'
  const edit = passwd('alice', 'users.json', text)
  expect(await edited(edit, text)).toContain('"n": 1e3 }, "password": "HASH"')
})

describe.concurrent('a file replaced with --force keeps its line ends and byte order mark', () => {
  const files = { 'scopes.yaml': users, 'users.yaml': 'users:\n  alice: {}\n  bob: {}\n' }
  test.each<[string, string, string[]]>([
    [
      'users convert to CSV',
      'users.csv',
      ['users', 'convert', '-o', 'users.csv', '--users-file', 'users.yaml', '--force'],
    ],
    [
      'users convert to NDJSON',
      'u.ndjson',
      ['users', 'convert', '-o', 'u.ndjson', '--users-file', 'users.yaml', '--force'],
    ],
    ['export openapi', 'api.yaml', ['export', 'openapi', '-o', 'api.yaml', '--force']],
    ['init', 'scopes.yaml', ['init', '--yes', '--force']],
  ])('%s', async (_what, file, args) => {
    const cwd = tempDir({ ...files, [file]: MARK + crlf('# old\n# text\n') })
    if (file === 'users.csv') await scopectlHere(args, { cwd })
    const { exit, stderr } = await scopectlHere(args, { cwd })
    expect([exit, exit === 0 ? '' : stderr]).toEqual([0, ''])
    const text = readFileSync(join(cwd, file), 'utf8')
    expect(text.startsWith(MARK)).toBe(true)
    expect(text).toBe(MARK + crlf(text.slice(1).replaceAll('\r\n', '\n')))
    expect(text).not.toContain('# old')
    expect(text.split('\r\n').length).toBeGreaterThan(2)
  })
})
