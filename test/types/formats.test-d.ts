import { expectTypeOf, test } from 'vitest'
import type { CanAnswer } from '../../src/core/answer.js'
import {
  type Format,
  type FormatOf,
  type Kind,
  type Loaders,
  REPORTERS,
} from '../../src/report/formats.js'

// Nothing here runs: the assertion is that it compiles, or that the marked line does not.

const text = () => import('../../src/report/can.js')
const json = text

test('a format without a reporter does not compile', () => {
  const can = { text, json } satisfies Loaders<CanAnswer>
  // @ts-expect-error the file has no reporter with that name
  const md = { ...can, md: text } satisfies Loaders<CanAnswer>
  const ofOthers = {
    ...can,
    // @ts-expect-error the reporter is for another answer
    md: () => import('../../src/report/matrix/markdown.js'),
  } satisfies Loaders<CanAnswer>
  // @ts-expect-error there is no such format
  const pdf = { ...can, pdf: text } satisfies Loaders<CanAnswer>
  // @ts-expect-error every answer can be JSON
  const noJson = { text } satisfies Loaders<CanAnswer>
  return [md, ofOthers, pdf, noJson]
})

test('a reporter without a format does not compile', () => {
  type Exports<L> = L extends () => Promise<infer M> ? keyof M : never
  type Surplus<K extends Kind> = Exclude<Exports<(typeof REPORTERS)[K][FormatOf<K>]>, FormatOf<K>>
  expectTypeOf<{ [K in Kind]: Surplus<K> }[Kind]>().toEqualTypeOf<never>()
  expectTypeOf<Format>().toEqualTypeOf<{ [K in Kind]: FormatOf<K> }[Kind]>()
  // `check --batch` answers with all three.
  expectTypeOf<FormatOf<'batch'> & FormatOf<'unasked'>>().toEqualTypeOf<FormatOf<'check'>>()
})

test('the formats of an answer are known by name', () => {
  expectTypeOf<FormatOf<'diff'>>().toEqualTypeOf<'text' | 'json' | 'md' | 'github' | 'csv'>()
  expectTypeOf(REPORTERS).not.toHaveProperty('html')
})
