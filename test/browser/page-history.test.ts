import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { describeInBrowser, open } from '../support/browser.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `token: { issuer: https://idp.test, audience: api, scope_claim: scope }
scopes: { read: Read data, write: Write data }
roles:
  reader: { default: true, scopes: [read] }
  editor: { extends: [reader], scopes: [write] }
routes:
  GET /health: public
  GET /items/: read
  POST /items/: write
  DELETE /items/{id}: write
`
const USERS = JSON.stringify({ users: { bob: { roles: ['editor'] }, carol: {} } })

describeInBrowser('the history of the access page', () => {
  let file: string
  let page: Page
  beforeAll(async () => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
    const line = ['matrix', '--format', 'html', '-o', 'page.html']
    expect(await scopectl(line, { cwd })).toMatchObject({ exit: 0, stderr: '' })
    file = `file://${join(cwd, 'page.html')}`
    page = (await open('about:blank')).page
  })
  beforeEach(async () => {
    await page.goto('about:blank')
    await page.goto(file)
  })

  const control = (label: string) => page.getByLabel(label, { exact: true })
  const filters = () =>
    page
      .locator('form.toolbar input, form.toolbar select')
      .evaluateAll((all) =>
        all.map((each) => (each as unknown as { value: string }).value).filter(Boolean),
      )
  const status = () => page.locator('.status').innerText()
  const entries = () => page.evaluate<number>('history.length')
  const fragment = () => new URL(page.url()).hash

  test('Back undoes the last change, and Forward repeats it', async () => {
    await control('Method').selectOption('POST')
    await control('Decision').selectOption('forbidden')
    await control('Rows').selectOption('user')
    expect(await filters()).toEqual(['user', 'POST', 'forbidden'])
    await page.goBack()
    expect([await filters(), fragment()]).toEqual([
      ['role', 'POST', 'forbidden'],
      '#method=POST&decision=forbidden',
    ])
    await page.goBack()
    expect(await filters()).toEqual(['role', 'POST'])
    expect(await status()).toMatch(/^1 of 4 routes/)
    await page.goBack()
    expect([await filters(), await status()]).toEqual([['role'], '4 routes, 4 roles'])
    await page.goForward()
    expect([await filters(), fragment()]).toEqual([['role', 'POST'], '#method=POST'])
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.goBack()
    expect(await filters()).toEqual(['role', 'POST'])
  })

  test('a typed text is one change, also while the control still has the focus', async () => {
    const before = await entries()
    await control('Route').pressSequentially('items')
    expect([await status(), fragment()]).toEqual(['3 of 4 routes, 4 roles', '#path=items'])
    await control('Scope').pressSequentially('write')
    expect([await entries(), await status()]).toEqual([before + 2, '2 of 4 routes, 4 roles'])
    await page.goBack()
    expect([await filters(), await status()]).toEqual([['role', 'items'], '3 of 4 routes, 4 roles'])
    await page.goBack()
    expect([await filters(), fragment()]).toEqual([['role'], ''])
  })

  test('Enter ends a change', async () => {
    await control('Route').pressSequentially('items')
    await page.keyboard.press('Enter')
    await page.keyboard.press('End')
    await control('Route').pressSequentially('/{')
    expect(await status()).toMatch(/^1 of 4/)
    await page.goBack()
    expect([await filters(), await status()]).toEqual([['role', 'items'], '3 of 4 routes, 4 roles'])
  })

  test('what changes nothing adds no entry', async () => {
    await control('Method').selectOption('POST')
    const before = await entries()
    await control('User').pressSequentially('nobod')
    await control('Route').pressSequentially('ab')
    for (const _ of 'ab') await page.keyboard.press('Backspace')
    // The entry of the text that was deleted again is used for the next change.
    await control('Decision').selectOption('forbidden')
    expect(await entries()).toBe(before + 1)
    await page.goBack()
    expect((await filters()).filter((value) => value !== 'nobod')).toEqual(['role', 'POST'])
  })

  test('Back removes a picked user and a comparison, and their names', async () => {
    await control('User').pressSequentially('bob')
    await page.goBack()
    expect([await filters(), fragment()]).toEqual([['role'], ''])
    await control('Compare').fill('reader')
    await control('with').fill('editor')
    expect(await status()).toBe('2 of 4 routes, 2 of 4 roles')
    await page.goBack()
    expect([await filters(), await status()]).toEqual([['role'], '4 routes, 4 roles'])
  })

  test('a selected cell has no entry of its own, and Back to it opens its details behind any filter', async () => {
    const cell = page.getByRole('gridcell', { name: /^editor, POST/ })
    await cell.click()
    await control('Method').selectOption('DELETE')
    await control('Rows').selectOption('user')
    const details = page.locator('aside')
    await page.keyboard.press('Escape')
    expect(await details.isVisible()).toBe(false)
    await page.goBack()
    expect(await filters()).toEqual(['role', 'DELETE'])
    expect(await details.innerText()).toContain('POST /items/')
    await page.goBack()
    expect([await filters(), await details.innerText()]).toEqual([
      ['role'],
      expect.stringContaining('POST /items/'),
    ])
    expect(await cell.getAttribute('aria-selected')).toBe('true')
    await page.goBack()
    expect(page.url()).toBe('about:blank')
  })

  test('a link that is followed drops filters which hide its cell, and Back returns to them', async () => {
    await control('Method').selectOption('POST')
    await page.evaluate("location.hash = '#route=GET%20/health&role=reader&method=POST'")
    await expect.poll(() => page.locator('aside').innerText()).toContain('GET /health')
    expect(await filters()).toEqual(['role'])
    await page.goBack()
    expect([await filters(), await page.locator('aside').isVisible()]).toEqual([
      ['role', 'POST'],
      false,
    ])
  })
})
