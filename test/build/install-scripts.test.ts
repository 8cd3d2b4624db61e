import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What npm runs, or asks the user to allow, when a package is installed; `prepare` for one from git. */
const AT_INSTALL = [
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
]

test('no script runs for those who install the package', () => {
  const { scripts, gypfile } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>
    gypfile?: boolean
  }
  expect(AT_INSTALL.filter((name) => name in scripts)).toEqual([])
  // npm would run node-gyp.
  expect([gypfile, existsSync('binding.gyp')]).toEqual([undefined, false])
  // In a checkout, `npm ci` builds all the same.
  expect(scripts).toHaveProperty('dependencies')
})

test('vitest is an optional peer without a version: npm 10 looks up one that has it, with its own peers, and ends with an error', () => {
  const { peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  )
  expect(peerDependencies).toEqual({ '@duckdb/node-api': '*' })
  expect(peerDependenciesMeta).toEqual({
    '@duckdb/node-api': { optional: true },
    vitest: { optional: true },
  })
})
