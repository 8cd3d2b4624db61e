import { expect, test } from 'vitest'
import {
  citedDecisions,
  citedIds,
  citedPages,
  citingFiles,
  definedDecisions,
  definedIds,
  pageExists,
  referencePages,
} from '../support/citations.js'

const files = citingFiles()
const ids = definedIds(referencePages())

/** What looks like a page or an id but is not one, with the reason. */
const NOT_PAGES: Readonly<Record<string, string>> = {
  'docs/rules/CODE.md': 'a placeholder for the page of any rule',
  'docs/scopes.test.md': 'a file that a test makes',
  'matrix.md': 'the same',
}
const SELF = 'test/docs/references.test.ts'

/** The rows of test/hostile are cells of a page. */
const shownOn = (path: string): string =>
  /^test\/(hostile\/|support\/hostile-page)/.test(path) ? 'docs/reference/hostile-input.md' : path

const unknown = (cited: (file: (typeof files)[number]) => string[]): string[] =>
  files
    .filter(({ path }) => path !== SELF)
    .flatMap((file) => cited(file).map((what) => `${file.path}: ${what}`))

test('every id that code, tests and documents cite is defined in docs/reference, once', () => {
  expect(unknown((file) => citedIds(file, ids).filter((id) => !ids.includes(id)))).toEqual([])
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
})

test('every id that docs/reference defines labels a test', () => {
  const labels = files
    .filter(({ path }) => path.startsWith('test/') && path !== SELF)
    .flatMap((file) => citedIds(file, ids))
  expect(ids.filter((id) => !labels.includes(id))).toEqual([])
})

test('every cited page exists, with the cited heading', () => {
  const isMissing = (page: string, path: string): boolean =>
    !Object.hasOwn(NOT_PAGES, page) && !pageExists(page, shownOn(path))
  expect(unknown((file) => citedPages(file).filter((page) => isMissing(page, file.path)))).toEqual(
    [],
  )
})

test('every cited decision number exists', () => {
  const defined = definedDecisions()
  expect(unknown((file) => citedDecisions(file).filter((n) => !defined.includes(n)))).toEqual([])
  expect(defined).toEqual([...defined].sort((a, b) => Number(a) - Number(b)))
})

test('a wrong citation is found', () => {
  const text = `test('ALG99, FOO: a title') // docs/reference/decision.md#no-such, semantics.md, decision 99`
  const file = { path: 'test/x.test.ts', text }
  expect(citedIds(file, ids).filter((id) => !ids.includes(id))).toEqual(['ALG99', 'FOO'])
  expect(citedPages(file).filter((page) => !pageExists(page, file.path))).toEqual([
    'docs/reference/decision.md#no-such',
    'semantics.md',
  ])
  expect(citedDecisions(file)).toEqual(['99'])
})
