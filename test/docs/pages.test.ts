import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { partsOf, runPage } from '../support/doc-page.js'
import { docWorld } from '../support/doc-world.js'
import { withTables } from '../support/readme.js'

/** Made from the code; what they show is run by tests of their own. */
const GENERATED = ['docs/settings.md', 'docs/reference/commands.md']
const PAGES = [
  'README.md',
  ...['docs', 'docs/reference'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
].filter((page) => !GENERATED.includes(page))

/** Every shell block that is not run, and why. A new one needs a reason that no test machine can remove. */
const NOT_RUN: Readonly<Record<string, readonly string[]>> = {
  'README.md': ['installs packages', 'runs this test'],
  'docs/as-server.md': ['needs a running server'],
  'docs/ci.md': ['needs Docker'],
  'docs/express.md': ['runs until ctrl-c', 'needs your API', 'needs your API'],
  'docs/fastapi.md': ['needs your API', 'needs your API'],
  'docs/performance.md': ['takes ten minutes'],
  'docs/probe.md': ['runs until ctrl-c', 'downloads an API that is vulnerable on purpose'],
  'docs/providers.md': ['needs a token from your provider', 'needs a token from your provider'],
  'docs/serve.md': ['runs until ctrl-c'],
  'docs/testing.md': ['installs packages'],
}

/** Where they are not installed, the pages that use them are skipped. */
const HAS_CURL = ['curl', 'jq'].every(
  (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
)
const needsCurl = (page: string): boolean =>
  partsOf(readFileSync(page, 'utf8')).some(({ withServer }) => withServer)

describe.concurrent('every page prints what its commands print, and its shell blocks succeed', () => {
  for (const page of PAGES) {
    test.skipIf(needsCurl(page) && !HAS_CURL)(page, async ({ onTestFinished }) => {
      const text = readFileSync(page, 'utf8')
      const actual = await runPage(
        page === 'README.md' ? withTables(text) : text,
        docWorld(onTestFinished),
      )
      if (process.env['UPDATE']) writeFileSync(page, actual)
      else expect(actual).toBe(text)
    })
  }
})

const isShell = (kind: string): boolean => kind === 'sh' || kind === 'console'

test('the shell blocks that are not run are these', () => {
  const skipped = PAGES.flatMap((page) => {
    const parts = partsOf(readFileSync(page, 'utf8'))
    const reasons = parts.flatMap(({ notRun }) => notRun ?? [])
    return reasons.length === 0 ? [] : [[page, reasons]]
  })
  expect(Object.fromEntries(skipped)).toEqual(NOT_RUN)
})

test('what is not run needs more than scopectl, or never ends; nothing but shell blocks has a marker', () => {
  for (const page of PAGES) {
    const text = readFileSync(page, 'utf8')
    const parts = partsOf(text).filter(({ notRun }) => notRun !== undefined)
    expect(text.match(/<!-- not run/g) ?? [], page).toHaveLength(parts.length)
    for (const part of parts) {
      expect(isShell(part.kind), page).toBe(true)
      expect(part.text, page).toMatch(
        /^(?:export )?(\w+=\$\()?(npm|python|curl|docker|git clone|scopectl serve|scopectl server learn)\b/m,
      )
    }
  }
})

test('every shell block of a page is found', () => {
  for (const page of PAGES) {
    const text = readFileSync(page, 'utf8')
    const fences = text.match(/^ *```(sh|bash|shell|console)\b/gm) ?? []
    expect(
      partsOf(text).filter(({ kind }) => isShell(kind)),
      page,
    ).toHaveLength(fences.length)
  }
})
