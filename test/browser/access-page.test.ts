import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axe, describeInBrowser, open } from '../support/browser.js'
import { repository, write } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'

const HOSTILE = `</script><img src=x onerror="document.title='run'">`
const CATALOG = `token: { issuer: https://idp.test, audience: api, scope_claim: scope, enforce: literal }
scopes:
  read: Read data
  write: Write data
  delete: { description: Delete data, implies: [write] }
roles:
  reader: { default: true, scopes: [read] }
  editor: { extends: [reader], scopes: [write] }
  owner: { scopes: [delete], when: { is_owner: true } }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items/: { needs: read, description: ${JSON.stringify(HOSTILE)} }
  POST /items/: write
  DELETE /items/{id}: { any: [delete, write read, { other: ${JSON.stringify(HOSTILE)} }] }
  GET /reports: undecided
`
const USERS = JSON.stringify({
  users: {
    alice: { is_owner: true, claims: { email: 'alice@example.test' } },
    bob: { roles: ['editor'], scopes: ['delete'] },
    carol: { roles: ['editor'], disabled: true },
    [HOSTILE]: {},
  },
  clients: { 'ci-bot': { scopes: ['read'] } },
})
const LABEL = /^(.*), (\S+ \S+): (allowed|refused|no token|undecided|no such route)/s
const STATUS: Readonly<Record<string, number | null>> = {
  allowed: 200,
  refused: 403,
  'no token': 401,
  undecided: null,
}

describeInBrowser('the access page', () => {
  let cwd: string
  let plain: string
  let against: string

  beforeAll(async () => {
    cwd = repository({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
    plain = await made('plain.html')
    const newer = CATALOG.replace('scopes: [write] }', 'scopes: [read] }')
      .replace('POST /items/: write', 'POST /items/: read')
      .replace('GET /health: public\n', 'GET /health: public\n  GET /status: public\n')
    write(cwd, { 'scopes.yaml': newer })
    against = await made('against.html', '--against', 'HEAD')
    write(cwd, { 'scopes.yaml': CATALOG })
  })

  async function made(name: string, ...flags: string[]): Promise<string> {
    const line = ['matrix', '--format', 'html', '-o', name, ...flags]
    const { exit, stdout, stderr } = await scopectl(line, { cwd })
    expect({ exit, stdout, stderr }).toMatchObject({ exit: 0, stdout: `${name} written\n` })
    return join(cwd, name)
  }

  const shown = async (page: Page): Promise<Map<string, string>> => {
    const labels = await page
      .locator('[role=gridcell]:visible')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''))
    return new Map(labels.map((label) => [label.replace(/: .*/s, ''), label]))
  }
  const cell = (page: Page, label: string) =>
    page.locator('[role=gridcell]:visible').and(page.getByLabel(label))
  const status = (page: Page) => page.locator('p.status')

  test('shows for roles, users, clients and scopes what `scopectl matrix` says', async () => {
    const { page, errors, requests, context } = await open(plain, { width: 1600, height: 900 })
    for (const by of ['role', 'user', 'client', 'scope']) {
      await page.getByLabel('Rows', { exact: true }).selectOption(by)
      const { stdout } = await scopectl(['matrix', '--by', by, '--json'], { cwd })
      const { columns, rows } = JSON.parse(stdout) as {
        columns: { name: string }[]
        rows: { route: string; statuses: (number | null)[] }[]
      }
      const labels = await shown(page)
      expect(labels.size).toBe(columns.length * rows.length)
      for (const label of labels.values()) {
        const [, name, route, word = ''] = LABEL.exec(label) ?? []
        const row = rows.find((each) => each.route === route)
        const column = columns.findIndex((each) => each.name === name)
        expect([label, STATUS[word]]).toEqual([label, row?.statuses[column]])
      }
    }
    expect({ errors, requests, title: await page.title() }).toMatchObject({
      ...{ errors: [], requests: [], title: 'Access: scopes.yaml' },
    })
    await context.close()
  })

  test('a link opens its cell, which says why and how to allow it', async () => {
    const { page, context } = await open(`file://${plain}#route=DELETE%20/items/{id}&user=ci-bot`)
    await expect.poll(() => page.locator('aside').innerText()).toContain('There is no user ci-bot')
    await page.goto(`file://${plain}#route=POST%20/items/&role=reader`)
    const panel = page.locator('aside')
    await expect.poll(() => panel.innerText()).toContain('deny 403')
    const text = await panel.innerText()
    expect(text).toMatch(/missing\s+write/)
    expect(text).toMatch(/held by\s+editor, owner \(given when is_owner: true\)/)
    expect(await page.locator('[aria-selected=true]').getAttribute('aria-label')).toBe(
      'reader, POST /items/: refused, needs write',
    )
    // The link of another cell, as the address and as the button writes it.
    await cell(page, 'owner, DELETE /items/{id}: allowed').click()
    await expect.poll(() => page.url()).toMatch(/#route=DELETE%20%2Fitems%2F%7Bid%7D&role=owner$/)
    expect(await panel.innerText()).toMatch(/delete its own scopes \(scopes\.yaml:\d+\)/)
    await context.close()
  })

  test('filters by route, method, scope, name and decision, and says how much is shown', async () => {
    const { page, context } = await open(plain)
    const routes = () =>
      page
        .locator('[role=rowheader]:visible')
        .evaluateAll((all) => all.map((each) => each.ariaLabel))
    await page.getByLabel('Route', { exact: true }).fill('/items/42')
    await expect.poll(routes).toEqual([expect.stringContaining('DELETE /items/{id}')])
    await page.getByLabel('Route', { exact: true }).fill('')
    await page.getByLabel('Method', { exact: true }).selectOption('POST')
    await expect.poll(routes).toEqual(['POST /items/, needs write'])
    await page.getByLabel('Method', { exact: true }).selectOption('')
    await page.getByLabel('Scope', { exact: true }).fill('read')
    await expect.poll(async () => (await routes()).length).toBe(2)
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByLabel('Decision', { exact: true }).selectOption('undecided')
    await expect.poll(routes).toEqual(['GET /reports, needs undecided'])
    expect(await status(page).innerText()).toBe('1 of 6 routes, 5 roles')
    await page.getByLabel('Rows', { exact: true }).selectOption('user')
    await page.getByLabel('Decision', { exact: true }).selectOption('')
    await page.getByLabel('Role or name', { exact: true }).fill('editor')
    await expect.poll(() => status(page).innerText()).toBe('6 routes, 2 of 4 users')
    await context.close()
  })

  test('compares two rows, and keeps the picked user beside them', async () => {
    const { page, context } = await open(plain)
    await page.getByLabel('Compare', { exact: true }).fill('reader')
    await page.getByLabel('with', { exact: true }).fill('editor')
    await page.getByLabel('User', { exact: true }).fill('bob')
    const names = () =>
      page
        .locator('[role=columnheader]:visible')
        .evaluateAll((all) => all.map((each) => each.ariaLabel))
    await expect.poll(names).toEqual([null, 'user bob', 'role reader', 'role editor'])
    const labels = [...(await shown(page)).values()]
    expect(labels.filter((label) => label.startsWith('reader'))).toEqual([
      'reader, POST /items/: refused, needs write',
      expect.stringMatching(
        /^reader, DELETE \/items\/\{id\}: refused, needs delete, or write \+ read/,
      ),
    ])
    // The address shows the same again.
    const again = await open(page.url())
    expect(await shown(again.page)).toEqual(await shown(page))
    await Promise.all([context.close(), again.context.close()])
  })

  test('one cell is in the tab order, and the arrow keys move it', async () => {
    const { page, context } = await open(plain)
    expect(await page.locator('[role=grid] [tabindex="0"]').count()).toBe(1)
    const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label")')
    await page.locator('[role=grid] [tabindex="0"]').focus()
    expect(await focused()).toBe('anonymous, GET /health: allowed')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe('everyone, GET /me: allowed')
    await page.keyboard.press('Control+End')
    expect(await focused()).toBe('owner, GET /reports: undecided')
    await page.keyboard.press('Home')
    expect(await focused()).toBe('GET /reports, needs undecided')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    expect(await page.locator('aside').innerText()).toContain('DELETE /items/{id}')
    await page.keyboard.press('Escape')
    expect(await page.locator('aside').isVisible()).toBe(false)
    expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('7')
    await context.close()
  })

  test('against a revision it marks what somebody gained and lost', async () => {
    const { page, context } = await open(against)
    const labels = await shown(page)
    expect(labels.get('editor, DELETE /items/{id}')).toMatch(/refused, needs .*, lost$/s)
    expect(labels.get('reader, POST /items/')).toBe('reader, POST /items/: allowed, gained')
    expect(labels.get('editor, POST /items/')).toBe('editor, POST /items/: allowed')
    await page.getByLabel('User', { exact: true }).fill('bob')
    await expect.poll(() => page.locator('aside').innerText()).toContain('What changed for bob')
    await page.getByRole('button', { name: /lost/ }).click()
    await expect.poll(() => status(page).innerText()).toMatch(/^1 of 7 routes/)
    await context.close()
  })

  test('names are text, and nothing secret is in the page', async () => {
    const text = readFileSync(plain, 'utf8')
    expect(text).not.toContain('alice@example.test')
    expect(text.match(/<script/g)).toHaveLength(2)
    const { page, context } = await open(`${plain}`)
    await page.getByLabel('Rows', { exact: true }).selectOption('user')
    await page.locator('[role=columnheader]', { hasText: 'onerror' }).click()
    expect(await page.locator('aside h2').innerText()).toContain(HOSTILE)
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.title()).toBe('Access: scopes.yaml')
    await context.close()
  })

  test('prints the filtered matrix whole', async () => {
    const { page, context } = await open(plain)
    await page.getByLabel('Method', { exact: true }).selectOption('GET')
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))')
    await page.emulateMedia({ media: 'print' })
    const table = page.locator('.print table')
    expect(await table.locator('tbody tr').count()).toBe(4)
    expect(await table.locator('thead').innerText()).toContain('owner')
    expect(await page.locator('[role=grid]').isVisible()).toBe(false)
    await context.close()
  })

  test.each([
    ['light', 1280],
    ['dark', 400],
  ] as const)('axe finds nothing in the %s theme', async (theme, width) => {
    const { page, errors, context } = await open(against, { theme, width })
    await page.goto(`file://${against}#route=POST%20/items/&role=editor`)
    await page.locator('aside').waitFor()
    expect({ found: await axe(page), errors }).toEqual({ found: [], errors: [] })
    const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await page.evaluate(wider)).toBe(0)
    await context.close()
  })
})
