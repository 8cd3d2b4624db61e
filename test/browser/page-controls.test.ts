import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser, type Opened, open } from '../support/browser.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `token: { issuer: https://idp.test, audience: api, scope_claim: scope }
scopes: { read: Read data, write: Write data, delete: Delete data }
roles:
  reader: { default: true, scopes: [read] }
  editor: { extends: [reader], scopes: [write] }
  auditor: { extends: [reader] }
routes:
  GET /health: public
  GET /items/: read
  POST /items/: write
  DELETE /items/{id}: delete
  GET /users/{id}: { any: [read] }
`
const USERS = JSON.stringify({
  users: { bob: { roles: ['editor'], scopes: ['delete'] }, bobby: {}, carol: {} },
})

describeInBrowser('the controls of the access page', () => {
  let cwd: string
  let opened: Opened
  let token: string

  beforeAll(async () => {
    cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
    token = (await scopectl(['token', '--user', 'bob'], { cwd })).stdout.trim()
    await made('page.html', '--with-keys')
    opened = await open(join(cwd, 'page.html'))
  })

  async function made(name: string, ...flags: string[]): Promise<string> {
    const line = ['matrix', '--format', 'html', '-o', name, ...flags]
    expect(await scopectl(line, { cwd })).toMatchObject({ exit: 0, stderr: '' })
    return join(cwd, name)
  }

  /** Loads the page again with this link: nothing of an earlier test is left. */
  async function goTo(link: string): Promise<void> {
    await opened.page.goto('about:blank')
    await opened.page.goto(`file://${join(cwd, 'page.html')}${link}`)
  }
  const control = (label: string) => opened.page.getByLabel(label, { exact: true })
  const status = () => opened.page.locator('.status').innerText()
  const details = () => opened.page.locator('aside').innerText()
  const names = () =>
    opened.page
      .locator('[role=columnheader]:visible')
      .evaluateAll((all) => all.slice(1).map((each) => each.ariaLabel))
  const routes = () =>
    opened.page
      .locator('[role=rowheader]:visible')
      .evaluateAll((all) => all.map((each) => each.ariaLabel?.replace(/, needs.*/, '')).sort())
  const marked = () =>
    opened.page
      .locator('[aria-selected=true]:visible')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))

  test('a user is typed letter by letter', async () => {
    await goTo('')
    await control('User').pressSequentially('bobb')
    expect(await control('User').inputValue()).toBe('bobb')
    expect(await names()).not.toContain('user bob')
    await control('User').pressSequentially('y')
    expect(await names()).toContain('user bobby')
    await control('User').press('Backspace')
    await control('User').press('Backspace')
    expect(await control('User').inputValue()).toBe('bob')
    expect(await names()).toContain('user bob')
  })

  test('the marked cell is the one that the details explain, whatever is filtered', async () => {
    await goTo('#route=POST%20/items/&role=editor')
    const cell = ['editor, POST /items/: allowed']
    expect(await marked()).toEqual(cell)
    await control('Method').selectOption('POST')
    expect(await marked()).toEqual(cell)
    await control('Method').selectOption('DELETE')
    expect(await marked()).toEqual([])
    await opened.page.getByRole('button', { name: 'Show all' }).click()
    expect(await marked()).toEqual(cell)
  })

  test('a comparison is about the two, not about the user beside them', async () => {
    await goTo('#compare=reader&with=editor&decision=differs&me=bob')
    expect(await names()).toEqual(['user bob', 'role reader', 'role editor'])
    expect(await routes()).toEqual(['POST /items/'])
    await goTo('#compare=reader&with=auditor&decision=differs&me=bob')
    expect(await status()).toMatch(/^0 of 5 routes/)
  })

  test('clearing one name ends the comparison, and keeps the other name', async () => {
    await goTo('#compare=reader&with=editor&decision=differs')
    await control('with').focus()
    for (const _ of 'editor') await opened.page.keyboard.press('Backspace')
    expect(await status()).toBe('5 routes, 5 roles')
    expect(await control('Compare').inputValue()).toBe('reader')
    await control('with').pressSequentially('auditor')
    expect(await names()).toEqual(['role reader', 'role auditor'])
  })

  test('a link to a role opens its details', async () => {
    await goTo('#role=editor')
    expect(await details()).toMatch(/^Close\s+role editor/)
    expect(await marked()).toEqual(['role editor'])
    await goTo('#role=nobody%E2%80%AE')
    expect(await details()).toContain('There is no role nobody\\u{202e}')
    await goTo('#compare=x%E2%80%AEy&with=editor')
    expect(await status()).toContain('x\\u{202e}y')
  })

  test('a page of a part never shows another cell than the link asks for', async () => {
    const part = await made('part.html', '--path', '/items*', '--role', 'reader')
    const { page } = await open(`file://${part}#route=GET%20/health&role=reader`)
    const shown = page.locator('aside')
    expect(await shown.innerText()).toContain('GET /health is not on this page')
    await page.goto(`file://${part}#route=GET%20/items/&role=editor`)
    await expect.poll(() => shown.innerText()).toContain('role editor is not on this page')
    await page.context().close()
  })

  test('an accepted token is refused when it has expired', async () => {
    await opened.page.clock.install()
    await goTo('')
    await opened.page.locator('summary', { hasText: 'Check a token' }).click()
    await opened.page.getByLabel('Access token').fill(token)
    const badge = opened.page.locator('#token-result .badge')
    await expect.poll(() => badge.innerText()).toBe('✓ accepted')
    await opened.page.getByRole('gridcell', { name: 'your token, DELETE /items/{id}' }).click()
    expect(await details()).toContain('✓ allow for your token')
    await opened.page.clock.fastForward('02:00:00')
    await expect.poll(() => badge.innerText()).toBe('✗ 401 expired')
    const cells = opened.page.getByRole('gridcell', { name: /^your token, refused, GET \/items/ })
    expect(await cells.getAttribute('aria-label')).toContain('no token')
    expect(await details()).toContain('deny 401 for your token, refused')
    expect(opened.errors).toEqual([])
  })
})
