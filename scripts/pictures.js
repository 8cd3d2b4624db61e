/**
 * node scripts/pictures.js: takes the pictures of docs/pictures from real runs of the built program, in both themes. Needs
 * Chromium (CHROMIUM, or /usr/bin/chromium). Run by hand; look at each picture before it is committed.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { startExampleApi } from './pictures-api.js'

const ROOT = resolve(import.meta.dirname, '..')
const OUT = join(ROOT, 'docs/pictures')
const THEMES = ['light', 'dark']
const SIZE = { width: 1280, height: 760 }
/** Bytes. Pictures are in the repository for good. */
const LARGEST = 150_000

const cwd = mkdtempSync(join(tmpdir(), 'scopectl-pictures-'))
for (const file of ['scopes.yaml', 'users.yaml']) cpSync(join(ROOT, file), join(cwd, file))
mkdirSync(OUT, { recursive: true })

/** Exit 5 is an answer: a probe that found something. */
function scopectl(...args) {
  const options = { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }
  try {
    return execFileSync(process.execPath, [join(ROOT, 'bin/scopectl.js'), ...args], options)
  } catch (error) {
    if (error.status === 5) return error.stdout
    throw error
  }
}

const token = scopectl('token', '--user', 'bob').trim()
const api = await startExampleApi()
scopectl(
  ...[
    'probe',
    api.url,
    '--with-configured-key',
    '--methods',
    'GET,POST,PATCH,DELETE',
    '--param',
    'id=42',
  ],
  ...['--record', 'probe.jsonl', '--report', 'html=probe.html'],
)
api.stop()
scopectl('matrix', '--format', 'html', '--with-keys', '-o', 'access.html')
scopectl('matrix', '--format', 'html', '--probed', 'probe.jsonl', '-o', 'probed.html')

const CELL = '#route=DELETE%20%2Fusers%2F%7Bid%7D&role=editor'
/** @type {[name: string, file: string, hash: string, act?: (page: import('playwright-core').Page) => Promise<void>][]} */
const PICTURES = [
  ['access', 'access.html', CELL],
  ['token', 'access.html', '', pasteToken],
  ['probed', 'probed.html', CELL],
  ['probe', 'probe.html', ''],
]

async function pasteToken(page) {
  await page.locator('summary', { hasText: 'Check a token' }).click()
  await page.getByLabel('Access token').fill(token)
  await page.locator('#token-result .badge').waitFor()
}

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath })
for (const colorScheme of THEMES) {
  const page = await browser.newPage({ viewport: SIZE, colorScheme })
  for (const [name, file, hash, act] of PICTURES) {
    await page.goto(`${pathToFileURL(join(cwd, file)).href}${hash}`)
    await page.reload()
    await act?.(page)
    const path = join(OUT, `${name}-${colorScheme}.png`)
    await page.screenshot({ path, animations: 'disabled' })
    const { size } = statSync(path)
    console.log(`${path}: ${size} bytes${size > LARGEST ? ', too large' : ''}`)
    if (size > LARGEST) process.exitCode = 1
  }
  await page.close()
}
await browser.close()
rmSync(cwd, { recursive: true, force: true })
