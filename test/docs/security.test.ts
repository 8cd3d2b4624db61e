import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = readFileSync('SECURITY.md', 'utf8')
const tables = [
  ...page.matchAll(/^\| scopectl \| tested by \|\n\| --- \| --- \|\n((?:\|.*\|\n)+)/gm),
]
const rows = tables.flatMap(([, body = '']) =>
  body
    .trim()
    .split('\n')
    .map((line) => {
      const [, claim = '', tests = ''] = /^\| (.+) \| (.*) \|$/.exec(line) ?? []
      const links = [...tests.matchAll(/\[((?:[^\]\\]|\\.)+)\]\(([^)]+)\)/g)]
      return { claim, links: links.map(([, title = '', file = '']) => ({ title, file })) }
    }),
)

test('every attacker has claims, and every claim has a test', () => {
  const attackers = page.match(/^## (?!Not protected)/gm) ?? []
  expect(tables.length).toBe(attackers.length)
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.filter(({ claim, links }) => claim === '' || links.length === 0)).toEqual([])
})

test('each linked test exists, under that title', () => {
  const missing = rows
    .flatMap(({ links }) => links)
    .filter(({ title, file }) => !existsSync(file) || !titlesIn(file).includes(title))
  expect(missing).toEqual([])
})

test('it is one page', () => {
  expect(page.split('\n').length).toBeLessThan(100)
  expect(page.split(/\s+/).length).toBeLessThan(1400)
})

/** What follows `test(`, `describe(`, `test.each(…)(` and the like, as text in quotes. */
function titlesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const calls = text.matchAll(
    /\b(?:test|describe)\b[^\n'"`]*\(\s*(?<quote>['"`])(?<title>(?:(?!\k<quote>)[^\\]|\\.)+)\k<quote>/g,
  )
  return [...calls].map(({ groups }) => groups?.['title'] ?? '')
}
