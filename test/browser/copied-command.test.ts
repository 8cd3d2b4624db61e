import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser, open } from '../support/browser.js'
import { repository, write } from '../support/git.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'

// Copy command: what is copied is pasted into a real shell, in the folder in which the page was made.

const CATALOG = `token: { issuer: https://idp.test, audience: api, scope_claim: scope, enforce: literal }
profiles:
  strict stage: { enforce: implied }
scopes:
  read: Read data
  write: { description: Write data, implies: [read] }
roles:
  reader: { default: true, scopes: [read] }
  "the writer's": { scopes: [write] }
routes:
  GET /health: public
  GET /items/: read
  POST /items/: write
  DELETE /items/{id}: write
`
const USERS = JSON.stringify({
  users: { 'mona -c $(touch pwned)': { roles: ["the writer's"] } },
  clients: { 'ci-bot': { scopes: ['write'] } },
})
/** Another catalog and other users, which are found without flags: nobody may do anything. */
const DECOY = {
  'scopes.yaml': 'scopes: { x: X }\nroutes: { GET /health: x }\n',
  'users.yaml': '{}',
}
const FLAGS = ['-c', 'api/access.yaml', '--users-file', 'api/my people.yaml', '--env', 'stage.env']

describeInBrowser('the command that the access page offers', () => {
  let cwd: string
  let path: string
  beforeAll(() => {
    const files = { 'api/access.yaml': CATALOG, 'api/my people.yaml': USERS, 'stage.env': '' }
    cwd = repository({ ...DECOY, ...files })
    path = wrapperDir()
  })

  async function made(name: string, flags: readonly string[], env = {}): Promise<Page> {
    const line = ['matrix', '--format', 'html', '-o', name, ...flags]
    expect(await scopectl(line, { cwd, env })).toMatchObject({ exit: 0, stderr: '' })
    const { page, context } = await open(join(cwd, name))
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    return page
  }

  async function openCell(page: Page, by: string, label: RegExp): Promise<void> {
    await page.getByLabel('Rows', { exact: true }).selectOption(by)
    await page.getByRole('gridcell', { name: label }).click()
  }
  const copy = (page: Page) => page.getByRole('button', { name: 'Copy command' })

  async function copied(page: Page): Promise<string> {
    await copy(page).click()
    await page.locator('.copied', { hasText: 'copied' }).waitFor()
    return page.evaluate<string>('navigator.clipboard.readText()')
  }

  async function pasted(command: string, env = {}) {
    const all = { cwd, env: { ...plainEnv(cwd, path), ...env } }
    const { stdout, stderr } = await runProcess('bash', ['-c', command], all)
    return { verdict: stdout.split('\n')[0], stderr }
  }
  const cells: [string, RegExp][] = [
    ['role', /^anonymous, GET \/items\//],
    ['role', /^the writer's, GET \/items\//],
    ['role', /^reader, POST \/items\//],
    ['user', /^mona.*, DELETE \/items\/\{id\}/],
    ['client', /^ci-bot, GET \/items\//],
    ['scope', /^write, GET \/items\//],
  ]

  test.each([
    ['with a catalog, users and variables', FLAGS],
    ['and with a profile', [...FLAGS, '--profile', 'strict stage']],
  ])('%s: it names them, and gets the answer of the page', async (_, flags) => {
    const page = await made('page.html', flags)
    const verdicts: (string | undefined)[] = []
    for (const [by, label] of cells) {
      await openCell(page, by, label)
      const command = await copied(page)
      const badge = (await page.locator('aside .badge').innerText()).replace(/^\S /, '')
      const { verdict, stderr } = await pasted(command)
      expect(stderr).not.toContain('error')
      expect([command, verdict?.slice(0, badge.length)]).toEqual([command, badge])
      for (const flag of flags.filter((each) => each.startsWith('-')))
        expect(command).toContain(` ${flag} `)
      verdicts.push(badge)
    }
    expect(new Set(verdicts)).toEqual(new Set(['allow', 'deny 401', 'deny 403']))
    // `write` opens GET /items/ only where implied scopes count: the profile makes the difference.
    expect(verdicts.at(-1)).toBe(flags.includes('--profile') ? 'allow' : 'deny 403')
    await page.context().close()
  })

  test('without flags there are none, and a catalog of the environment is named', async () => {
    const plain = await made('plain.html', [])
    await openCell(plain, 'role', /^anonymous, GET \/health/)
    const line = 'scopectl check --anonymous --route "GET /health" --explain'
    expect(await copied(plain)).toBe(line)
    expect((await pasted(line)).verdict).toMatch(/^deny 401/)
    const named = await made('named.html', [], { SCOPECTL_CATALOG: 'api/access.yaml' })
    await openCell(named, 'role', /^anonymous, GET \/health/)
    const command = await copied(named)
    expect(command).toBe(line.replace('check', 'check -c api/access.yaml'))
    expect((await pasted(command)).verdict).toBe('allow')
    await Promise.all([plain.context().close(), named.context().close()])
  })

  test('there is none for a route that was removed, even if another route has its paths now', async () => {
    const newer = CATALOG.replace('  POST /items/: write\n', '')
      .replace('GET /items/: read', 'GET /{any}/: read')
      .replace('DELETE /items/{id}: write', 'DELETE /items/{id}: read')
    write(cwd, { 'api/access.yaml': newer })
    const page = await made('against.html', [...FLAGS, '--against', 'HEAD'])
    write(cwd, { 'api/access.yaml': CATALOG })
    for (const [label, buttons] of [
      [/^reader, POST \/items\//, 0],
      [/^reader, GET \/items\//, 0],
      [/^reader, DELETE \/items\/\{id\}/, 1],
    ] as const) {
      await openCell(page, 'role', label)
      await page.locator('aside .badge').waitFor()
      expect([label, await copy(page).count()]).toEqual([label, buttons])
    }
    await page.context().close()
  })
})
