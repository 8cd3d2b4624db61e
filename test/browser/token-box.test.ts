import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axe, describeInBrowser, type Opened, open } from '../support/browser.js'
import type { Finished } from '../support/run-process.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const HOSTILE = `</script><img src=x onerror="document.title='run'">`
const SECRET = 'a secret of more than thirty-two bytes'
const CATALOG = `token: { issuer: https://idp.test, audience: api, scope_claim: scope }
profiles:
  shared: { algorithm: HS256, key: env:KEY }
scopes:
  read: Read data
  write: Write data
  admin: { description: Everything, implies: [write] }
roles:
  reader: { default: true, scopes: [read] }
  boss: { extends: [reader], scopes: [admin] }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items/: read
  POST /items/: write
`
const USERS = JSON.stringify({ users: { alice: { roles: ['boss'] }, bob: {}, [HOSTILE]: {} } })

describeInBrowser('a token pasted in the access page', () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
  const env = { KEY: SECRET }
  const run = (...args: string[]): Promise<Finished> => scopectl(args, { cwd, env })
  const token = async (...args: string[]) => (await run('token', ...args)).stdout.trim()
  const html = async (name: string, ...flags: string[]) => {
    const { exit, stderr } = await run('matrix', '--format', 'html', '-o', name, ...flags)
    expect({ exit, stderr }).toMatchObject({ exit: 0 })
    return join(cwd, name)
  }
  const paste = async (page: Page, text: string): Promise<string> => {
    const result = page.locator('#token-result')
    const summary = page.locator('summary', { hasText: 'Check a token' })
    if (!(await page.getByLabel('Access token').isVisible())) await summary.click()
    await page.getByRole('button', { name: 'Clear' }).click()
    await result.locator('.badge').waitFor({ state: 'detached' })
    await page.getByLabel('Access token').fill(text)
    await result.locator('.badge').waitFor()
    return result.innerText()
  }
  let keyed: Opened
  let good: string

  beforeAll(async () => {
    good = await token('--user', 'alice')
    keyed = await open(await html('keys.html', '--with-keys'))
  })

  test('is verified with the public key in the page', async () => {
    const said = await paste(keyed.page, good)
    expect(said).toContain('✓ accepted')
    expect(said).toMatch(/subject\s+alice/)
    expect(said).toMatch(/scopes\s+admin read write/)
    expect(said).toMatch(/expires\s+in 1[0-5]m/)
    const cells = keyed.page.getByRole('gridcell', { name: /^your token, / })
    const labels = await cells.evaluateAll((all) =>
      all.map((cell) => cell.getAttribute('aria-label')),
    )
    expect(labels.sort()).toEqual(
      ['GET /health', 'GET /items/', 'GET /me', 'POST /items/'].map(
        (route) => `your token, ${route}: allowed`,
      ),
    )
  })

  test('gets the reasons of `scopectl check`, whatever is wrong with it', async () => {
    const all = await run(
      'token',
      '--user',
      'alice',
      '--flaw',
      'all',
      '--with-configured-key',
      '--json',
    )
    const { tokens } = JSON.parse(all.stdout) as { tokens: { access_token: string | null }[] }
    const made = tokens.flatMap(({ access_token }) => access_token ?? [])
    const texts = [good, ...made, `${good}.`, good.slice(0, -20), `${good.slice(0, -4)}AAAA`]
    expect(texts.length).toBeGreaterThan(12)
    const questions = texts.map((text) => JSON.stringify({ as: { token: text }, route: 'GET /me' }))
    const { stdout } = await scopectl(['check', '--batch', '-', '--json'], {
      cwd,
      input: questions.join('\n'),
    })
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers).toHaveLength(texts.length)
    for (const [i, text] of texts.entries()) {
      const { decision, reasons } = answers[i]
      const said = await paste(keyed.page, text)
      expect(said).toContain(decision === 'allow' ? '✓ accepted' : `✗ 401 ${reasons[0].code}`)
      // Times are printed relative to now.
      for (const { message } of reasons)
        if (!/\d[smhd]\b/.test(message)) expect(said).toContain(message)
    }
  })

  test('whose signature was not checked is never accepted', async () => {
    const { page } = await open(await html('plain.html'))
    const said = await paste(page, good)
    expect(said).toContain('? signature not checked')
    expect(said).toContain('--with-keys')
    expect(said).not.toContain('accepted')
    expect(await paste(page, await token('--user', 'bob', '--flaw', 'expired'))).toContain(
      '✗ 401 expired',
    )
  })

  test('is not sent or kept, and its claims are text', async () => {
    const { page, requests, errors } = keyed
    const named = await token('--user', HOSTILE)
    const said = await paste(page, named)
    expect(said).toContain(HOSTILE)
    expect(await page.title()).not.toBe('run')
    expect({ requests, errors, address: page.url().includes(named.slice(0, 20)) }).toEqual({
      ...{ requests: [], errors: [], address: false },
    })
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByRole('columnheader', { name: /your token/ }).waitFor({ state: 'detached' })
  })

  test('no private key and no shared secret is in a page', async () => {
    const keys = readFileSync(join(cwd, 'keys.html'), 'utf8')
    expect(keys).toMatch(/"crv":"P-256","x":"[\w-]{43}","y":"[\w-]{43}"/)
    expect(keys).not.toMatch(/"d":"/)
    const shared = join(cwd, 'shared.html')
    const flags = ['--with-keys', '--profile', 'shared', '-o', shared]
    const { stderr } = await run('matrix', '--format', 'html', ...flags)
    // The note `page-without-keys`.
    expect(stderr).toContain('the page has no keys: tokens are signed with a shared secret')
    const text = readFileSync(shared, 'utf8')
    for (const secret of [SECRET, Buffer.from(SECRET).toString('base64url')])
      expect(text).not.toContain(secret)
    const { page } = await open(shared)
    const hmac = await token('--user', 'alice', '--profile', 'shared')
    const said = await paste(page, hmac)
    expect(said).toContain('? signature not checked')
    expect(said).toContain('shared secret')
    expect(await paste(page, good)).toContain('✗ 401 wrong-algorithm')
  })
})
