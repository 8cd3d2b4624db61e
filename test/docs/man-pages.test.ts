import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeAll } from '../../src/cli/commands.js'
import { TOPIC_NAMES } from '../../src/cli/help/topics.js'

// The manual is written by the build (scripts/man-pages.js) from what the commands declare.

const DIR = 'dist/man'
const commands = await describeAll()
const pageOf = (name: string): string => `scopectl-${name.replaceAll(' ', '-')}.1`
const HAS_GROFF = spawnSync('groff', ['--version']).status === 0

test('every command and topic has a page, and there are no others', () => {
  expect(readdirSync(DIR).sort()).toEqual(
    [
      'scopectl.1',
      ...commands.map(({ name }) => pageOf(name)),
      ...TOPIC_NAMES.map((topic) => `scopectl-${topic}.7`),
    ].sort(),
  )
})

// npm links the files that `man` names, and takes no folder from a package that is installed.
test('package.json names every page, for man after a global installation', () => {
  const named = JSON.parse(readFileSync('package.json', 'utf8')) as { man: string[] }
  const man = readdirSync(DIR)
    .sort()
    .map((page) => `./${DIR}/${page}`)
  const expected = `${JSON.stringify({ ...named, man }, null, 2)}\n`
  if (process.env['UPDATE']) writeFileSync('package.json', expected)
  expect(readFileSync('package.json', 'utf8')).toBe(expected)
})

test.each(commands)('the page of $name has its summary, flags and examples', (command) => {
  const { name, summary, flags, examples } = command
  const page = readFileSync(`${DIR}/${pageOf(name)}`, 'utf8').replaceAll('\\-', '-')
  const own = flags.filter(({ group }) => group !== 'Globals')
  for (const words of [
    `${name.replaceAll(' ', '-')} - ${summary}`,
    ...own.flatMap(({ long, description }) => [long, description]),
    ...examples,
  ])
    expect(page).toContain(words)
})

describe.skipIf(!HAS_GROFF)(
  'groff (Debian: apt-get install groff-base) formats without a warning',
  () => {
    test.each(readdirSync(DIR))('%s', (page) => {
      const run = spawnSync('groff', ['-man', '-ww', '-z', '-Tutf8', `${DIR}/${page}`])
      expect(run.stderr.toString()).toBe('')
    })
  },
)
