import { copyFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { axe, describeInBrowser, open, type Theme } from '../support/browser.js'
import { folder, holds } from '../support/probe-world.js'
import { scopectl } from '../support/scopectl.js'

/** By how many pixels the page is wider than the window. */
const WIDER = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
const HOSTILE = `</li><script>document.title='run'</script><img src=x onerror=document.title='run'>`
const CATALOG = `token: { issuer: https://idp.test, scope_claim: scope }
scopes: { read: Read, admin: Everything }
routes:
  GET /health: public
  "GET /a/'x'&(y)$z": read
  GET /shut: read
  GET /broken: read
  GET /users/{id}: admin
probe: { waive: [{ id: shut GET /shut, reason: ${JSON.stringify(HOSTILE)}, until: 2999-01-01 }] }
`

describeInBrowser('reports as pages', () => {
  const pages: [name: string, file: string][] = []

  beforeAll(async () => {
    const url = await server()
    const cwd = folder(CATALOG)
    const found = await scopectl(['probe', url, '--report=html=found.html'], { cwd })
    expect(found.exit).toBe(5)
    // A run that fails replaces the page of an earlier run.
    copyFileSync(join(cwd, 'found.html'), join(cwd, 'failed.html'))
    const flags = ['--report=html=failed.html', '-c', 'none.yaml']
    expect((await scopectl(['probe', url, ...flags], { cwd })).exit).toBe(2)
    expect(readFileSync(join(cwd, 'failed.html'), 'utf8')).toContain('none.yaml')
    pages.push(['found', join(cwd, 'found.html')], ['failed', join(cwd, 'failed.html')])
  })

  test.each<[Theme, number, number]>([
    ['light', 1280, 400],
    ['dark', 400, 1280],
  ])('axe finds nothing in the %s theme', async (theme, ...widths) => {
    for (const [i, [name, file]] of pages.entries()) {
      const { page, errors, requests, context } = await open(file, { theme, width: widths[i] ?? 0 })
      expect({ name, found: await axe(page), errors, requests }).toEqual({
        ...{ name, found: [], errors: [], requests: [] },
      })
      await context.close()
    }
  })

  test('names are text, and nothing scrolls sideways on a narrow screen', async () => {
    for (const [name, file] of pages) {
      const { page, context } = await open(file, { width: 360 })
      expect(await page.title()).not.toBe('run')
      const wider = await page.evaluate(WIDER)
      expect([name, wider]).toEqual([name, 0])
      await context.close()
    }
    expect(readFileSync(pages[0]?.[1] ?? '', 'utf8')).toContain('document.title')
  })
})

/** Takes any token with the scope, signed or not. */
async function server(): Promise<string> {
  const api = createServer((request, response) => {
    if (request.url === '/health') return void response.end('{"ok":true}')
    if (request.url === '/broken') return void response.writeHead(500).end()
    if (request.url?.startsWith('/a/') && holds(request, 'read'))
      return void response.end('{"a":1}')
    const isToken = /eyJ/.test(request.headers.authorization ?? '')
    response.writeHead(isToken ? 403 : 401, { 'www-authenticate': 'Bearer' }).end()
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  api.unref()
  return `http://127.0.0.1:${(api.address() as AddressInfo).port}`
}
