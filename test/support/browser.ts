import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axeCore from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, describe } from 'vitest'

// Real pages in a real Chromium: the one of the system, since none is downloaded for the tests.

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const INSTALL = 'apt-get install chromium, or set CHROMIUM to its path'

/** `CHROMIUM`, else the first in PATH; undefined if there is none. */
const CHROMIUM: string | undefined =
  process.env['CHROMIUM'] ??
  NAMES.flatMap((name) =>
    (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
  ).find((file) => existsSync(file))

/** A suite that needs Chromium; without it, the suite is skipped, and its title says why. */
export function describeInBrowser(title: string, suite: () => void): void {
  if (CHROMIUM !== undefined) return void describe(title, suite)
  console.log(`skipped: ${title}: chromium is not installed (${INSTALL})`)
  describe.skip(`${title} (chromium is not installed: ${INSTALL})`, suite)
}

let browser: Promise<Browser> | undefined

afterAll(async () => {
  await (await browser)?.close()
  browser = undefined
})

/** One Chromium for all tests of a file. Without a sandbox, since that needs a user other than root. */
async function launched(): Promise<Browser> {
  const { chromium } = await import('playwright-core')
  browser ??= chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--disable-gpu'] })
  return browser
}

export interface Opened {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page logged as an error, threw, or was refused by its policy. */
  readonly errors: string[]
  /** Every address that was asked for, besides the page itself. */
  readonly requests: string[]
}

export type Theme = 'light' | 'dark'

export interface OpenOptions {
  readonly theme?: Theme
  readonly width?: number
  readonly height?: number
}

/** Opens a file or an address in a fresh profile. */
export async function open(
  address: string,
  { theme = 'light', width = 1280, height = 800 }: OpenOptions = {},
): Promise<Opened> {
  const context = await (await launched()).newContext({
    colorScheme: theme,
    viewport: { width, height },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const [errors, requests]: [string[], string[]] = [[], []]
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()))
  const url = /^[a-z]+:/.test(address) ? address : pathToFileURL(address).href
  page.on('request', (request) => {
    if (request.url().replace(/#.*/, '') !== url.replace(/#.*/, '')) requests.push(request.url())
  })
  await page.goto(url)
  return { page, context, errors, requests }
}

/** What axe-core finds: rule, element and reason. Every rule counts, including the best practices. */
export async function axe(page: Page): Promise<string[]> {
  // The debugging protocol runs it, so the page's policy need not allow it.
  await page.evaluate(axeCore.source)
  return page.evaluate(async () => {
    interface Result {
      id: string
      nodes: { html: string; failureSummary?: string }[]
    }
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Result[] }> } }
    const { violations } = await axe.run()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
    )
  })
}
