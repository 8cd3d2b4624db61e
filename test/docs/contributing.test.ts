import { existsSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const page = readFileSync('CONTRIBUTING.md', 'utf8')
const spans = [...page.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
/** What looks like a path from the root: a folder of ours before a slash, or a file of the root. */
const isPath = (span: string): boolean =>
  /^(?:src|test|docs|bin|scripts|bench|schema|\.ci)\/[\w./-]*$/.test(span) ||
  /^[\w.-]+\.(?:md|json|ya?ml|lock)$/.test(span)
const links = [...page.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path = '']) => path)

test('every file and folder that CONTRIBUTING.md names exists', () => {
  const paths = [...new Set([...spans.filter(isPath), ...links])]
  expect(paths.length).toBeGreaterThan(40)
  expect(paths.filter((path) => !existsSync(path))).toEqual([])
})

test('the text of a link is the path of its target', () => {
  const linked = [...page.matchAll(/\[`([^`]+)`\]\(([^)]+)\)/g)]
  for (const [, text = '', path] of linked)
    if (isPath(text)) expect([text, `${text}README.md`]).toContain(path)
})

describe('the tour', () => {
  const tour = page.split('## Layers')[0] ?? ''

  test('leads to where decisions are made, through files and not folders', () => {
    const stops = [...tour.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path)
    for (const name of ['requirement', 'verdict', 'decide', 'question', 'present', 'verify']) {
      expect(stops).toContainEqual(expect.stringMatching(new RegExp(`/${name}\\.ts$`)))
    }
    for (const stop of stops) expect(statSync(stop).isFile(), stop).toBe(true)
  })

  test('names functions that exist where it says', () => {
    expect(readFileSync('src/core/catalog/requirement.ts', 'utf8')).toContain('function satisfies(')
  })
})

test('the recipes are numbered lists that name files', () => {
  const recipes = page.split('## Recipes')[1]?.split('\n## ')[0] ?? ''
  const each = recipes.split('\n### ').slice(1)
  expect(each.map((text) => text.split('\n')[0])).toEqual([
    'Add a lint rule',
    'Add a flag',
    'Add a format',
    'Add a JSON document',
    'Add a server profile',
  ])
  for (const text of each) {
    const steps = text.match(/^\d+\. /gm) ?? []
    expect(steps).toEqual(steps.map((_, i) => `${i + 1}. `))
    expect(text.match(/`src\/[\w./-]+\.ts`/g)?.length).toBeGreaterThan(2)
  }
})
