import fc from 'fast-check'
import { some } from './some.js'

export type WayForm = string | { scheme: string; scopes?: string[] } | { other: string }
export type ItemForm = WayForm | { all: WayForm[] }
export type RequirementForm = string | { any: ItemForm[] } | { all: WayForm[] }

const SCHEMES = [{ scheme: 'ApiKey' }, { scheme: 'Second', scopes: ['read'] }]
const OTHERS: fc.Arbitrary<Exclude<WayForm, string>> = fc.constantFrom(...SCHEMES, {
  other: 'the user themselves',
})

export function requirementForm(scopes: string[]): fc.Arbitrary<RequirementForm> {
  const bare = scopes.filter((name) => !['public', 'authenticated', 'undecided'].includes(name))
  const levels = ['public', 'authenticated', 'undecided'].filter((word) => !scopes.includes(word))
  const all = fc
    .tuple(
      some(scopes, 3, 1),
      fc.oneof(
        fc.constant([]),
        OTHERS.map((way) => [way]),
      ),
    )
    .map(([names, others]) => {
      // Next to `{ scheme }`, `authenticated` would be the keyword, even if a scope has that name.
      const isClear = others.every((way) => 'other' in way) || !names.includes('authenticated')
      return { all: isClear ? [...names, ...others] : names }
    })
  const text = bare.length > 0 ? [some(bare, 3, 1).map((names) => names.join(' '))] : []
  const isKeyword = levels.includes('authenticated')
  const anyToken = some(SCHEMES, 2, 1).map((schemes) => ({ all: ['authenticated', ...schemes] }))
  const keyword = isKeyword ? [fc.constant('authenticated'), anyToken] : []
  const item: fc.Arbitrary<ItemForm> = fc.oneof(...text, ...text, all, OTHERS, ...keyword)
  const any = fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => ({ any: items }))
  const words = levels.length > 0 ? [fc.constantFrom(...levels)] : []
  return fc.oneof(...text, all, any, any, ...words, ...(isKeyword ? [anyToken] : []))
}
