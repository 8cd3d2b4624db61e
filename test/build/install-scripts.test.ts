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
