import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// The table in CONTRIBUTING.md. That each package is used, and each used one listed, is what knip checks.

const page = readFileSync('CONTRIBUTING.md', 'utf8')
const section = page.split('\n## Dependencies\n')[1]?.split('\n## ')[0] ?? ''
const rows = [...section.matchAll(/^\| `([^`]+)` \| (\S+) \| ([^|]+) \| ([^|]*)\|$/gm)].map(
  ([, name = '', line = '', use = '']) => ({ name, line, use }),
)
const packageOf = (file: string) =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string> | undefined>
const { dependencies, optionalDependencies, devDependencies = {} } = packageOf('package.json')

test('every package of package.json has a row, and no other', () => {
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(devDependencies).sort())
  for (const { name, use } of rows) expect(use.trim(), name).not.toBe('')
})

test('each row has the line of its version: the major, or the minor below 1', () => {
  for (const { name, line } of rows) {
    const [, expected] = /^(0\.\d+|[1-9]\d*)/.exec(devDependencies[name] ?? '') ?? []
    expect([name, line]).toEqual([name, expected])
  }
})

test('versions are exact, and users install no other package', () => {
  for (const [name, version] of Object.entries(devDependencies))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)])
  expect([dependencies, optionalDependencies]).toEqual([undefined, undefined])
})

test('the packages in the build are those that the table says', () => {
  const head = section.split('to build and check')[0] ?? ''
  const listed = rows.map(({ name }) => name).filter((name) => head.includes(`| \`${name}\` |`))
  const licences = readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8')
  const bundled = [...licences.matchAll(/^(\S+) \d\S+ \([^)]+\)$/gm)].map(([, name]) => name)
  // The others are dependencies of these.
  expect(bundled.filter((name = '') => name in devDependencies)).toEqual(listed)
})

test('the tools of the binary are named, with all their packages', () => {
  const tools = packageOf('scripts/binary/tools/package.json')
  const names = Object.keys({ ...tools['dependencies'], ...tools['optionalDependencies'] })
  expect(names.length).toBeGreaterThan(1)
  for (const name of names) expect(section).toContain(`\`${name}\``)
})
