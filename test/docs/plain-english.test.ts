import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempDir } from '../support/temp-dir.js'

const SCRIPT = resolve('scripts/plain-english.js')

function check(name: string, text: string): { status: number | null; stderr: string } {
  const folder = tempDir({ [`src/${name}`]: text })
  return spawnSync(process.execPath, [SCRIPT, 'src'], { cwd: folder, encoding: 'utf8' })
}

/** Joined here, so that the check does not find them in this file. */
const words = (...parts: string[]): string => parts.join(' ')

describe('the check of phrasing', () => {
  test.each([
    ['a.ts', `// A list ${words('is', 'no map')}.`, 1],
    ['a.ts', `/** The name ${'sta'}nds here. */`, 1],
    ['a.ts', `const says = '${words('refers to a role, which there', 'is not')}'`, 1],
    ['README.md', `one\n\n${words('one', 'a line')}\n`, 3],
    ['a.ts', `const hint = '${words('such', 'as')} "GET /items/"'`, 1],
    ['a.ts', `\n${words('/**', 'The same')} on one line. */`, 2],
    ['a.ts', `/**\n * A broken edit\n * ${words('is')}\n * ${words('said')}.\n */`, 3],
  ])('finds it in %s: %s', (name, text, line) => {
    const { status, stderr } = check(name, text)
    expect(status).toBe(1)
    expect(stderr).toMatch(`src/${name}:${line}:`)
  })

  test.each([
    'there is no route, and the scope is no longer granted',
    '`*` stands for any text, and stand-alone words are fine',
    'an error due to a missing file does not have to be fatal',
    'a list, such as this one',
  ])('accepts: %s', (text) => {
    expect(check('README.md', text)).toMatchObject({ status: 0, stderr: '' })
  })

  test('reads the unreleased part of a changelog only', () => {
    const old = words('it', 'is no', 'list')
    const changelog = `# Changelog\n\n## [Unreleased]\n\nNew.\n\n## [0.1.0] - 2026-01-01\n\n${old}\n`
    expect(check('CHANGELOG.md', changelog).status).toBe(0)
    expect(check('CHANGELOG.md', changelog.replace('New.', old)).status).toBe(1)
  })
})
