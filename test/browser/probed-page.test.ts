import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { axe, describeInBrowser, type Opened, open } from '../support/browser.js'
import { folder, holds } from '../support/probe-world.js'
import { scopectl } from '../support/scopectl.js'

const CATALOG = `token: { issuer: https://idp.test, scope_claim: scope }
scopes: { read: Read, write: Write, admin: Everything }
roles:
  reader: { scopes: [read] }
  editor: { scopes: [read, write] }
  auditor: { scopes: [read, admin] }
routes:
  GET /health: public
  GET /good: read
  GET /open: write
  GET /shut: read
  GET /odd: admin
`

/** Keeps to the catalog, except that /open takes `read` too, /shut needs `write`, and /odd takes `read` with `write`. */
function statusOf(path: string, has: (scope: string) => boolean): number {
  const lets: Record<string, boolean> = {
    '/good': has('read'),
    '/open': has('write') || has('read'),
    '/shut': has('write'),
    '/odd': has('admin') || (has('read') && has('write')),
  }
  return lets[path] === undefined ? 404 : lets[path] ? 200 : 403
}

describeInBrowser('the access page with what a probe saw', () => {
  let opened: Opened

  beforeAll(async () => {
    const api = createServer((request, response) => {
      const { url = '' } = request
      const isToken = /^Bearer eyJ/.test(request.headers.authorization ?? '')
      const status =
        url === '/health' ? 200 : isToken ? statusOf(url, (scope) => holds(request, scope)) : 401
      response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{"a":1}')
    })
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
    api.unref()
    const cwd = folder(CATALOG)
    const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
    await scopectl(['probe', url, '--record', 'seen.jsonl'], { cwd })
    const flags = ['--format', 'html', '--probed', 'seen.jsonl', '-o', 'page.html']
    const { exit, stderr } = await scopectl(['matrix', ...flags], { cwd })
    expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' })
    opened = await open(join(cwd, 'page.html'))
  })

  const label = (row: string, route: string) =>
    opened.page.getByRole('gridcell', { name: `${row}, GET ${route}:` }).getAttribute('aria-label')

  test('marks the cells where the server agrees, and where it does not', async () => {
    expect(await label('reader', '/good')).toMatch(/allowed, as probed$/)
    expect(await label('anonymous', '/good')).toMatch(/, as probed$/)
    expect(await label('auditor', '/open')).toMatch(/refused.*, but the probed server: allowed$/)
    expect(await label('reader', '/shut')).toMatch(/allowed, but the probed server: refused$/)
    expect(await label('editor', '/odd')).toMatch(/, but the probed server: allowed$/)
    // No request had only the scopes of a reader, and those with more say nothing about it.
    expect(await label('reader', '/open')).toMatch(/needs write$/)
    expect(await label('anonymous', '/health')).toMatch(/allowed, as probed$/)
  })

  test('explains a cell with the requests that say so', async () => {
    const { page } = opened
    await page.getByRole('gridcell', { name: 'auditor, GET /open:' }).click()
    const panel = await page.getByRole('complementary').innerText()
    expect(panel).toContain('≠ the server: allowed')
    expect(panel).toContain('a token with read + admin: 200')
    await page.keyboard.press('Escape')
  })

  test('the notice shows the routes with a disagreement only', async () => {
    const { page, errors, requests } = opened
    await page.getByRole('button', { name: /not as the catalog says/ }).click()
    const names = await page.getByRole('rowheader').allInnerTexts()
    const routes = names.flatMap((name) => /\/\w+/.exec(name)?.[0] ?? [])
    expect(routes).toEqual(expect.arrayContaining(['/open', '/shut', '/odd']))
    expect(routes).not.toContain('/health')
    expect({ found: await axe(page), errors, requests }).toEqual({
      found: [],
      errors: [],
      requests: [],
    })
  })
})

test('--probed needs a page, and a record that is whole', async () => {
  const cwd = folder(CATALOG)
  expect((await scopectl(['matrix', '--probed', 'x'], { cwd })).stderr).toContain('--format html')
  const html = ['matrix', '--format', 'html', '-o', 'page.html', '--probed']
  expect(await scopectl([...html, 'none.jsonl'], { cwd })).toMatchObject({ exit: 2 })
  expect(await scopectl([...html, 'scopes.yaml'], { cwd })).toMatchObject({ exit: 2 })
})
