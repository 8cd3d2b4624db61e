import type { Difference, Found, NearMiss, TokenProblems } from '../../core/problems/token.js'
import { yamlName } from '../../core/token-scopes/claim-hints.js'
import { shellWord } from '../shell.js'
import { under } from './settings-place.js'
import { shown } from './shown.js'
import { list, quote, type Words } from './words.js'

type Party = 'issuer' | 'audience'
type Miss = NearMiss | undefined

/** Problems with the issuer and the audience of a token. */
export const partyWords: Words<Pick<TokenProblems, 'token-issuer' | 'token-audience'>> = {
  'token-issuer': ({ found, expected, miss, byFlags, profile }) => ({
    says: `issuer: ${party(found, expected)}${missed(miss, expected.length === 1)}`,
    hint: byFlags
      ? flagHint('issuer', found)
      : catalogHint('issuer', profile, found, expected, miss),
  }),
  'token-audience': ({ found, audiences, expected, miss, byFlags, profile }) => ({
    says: `audience: ${party(found, expected, audiences)}${missed(miss, expected.length === 1 && !audiences)}`,
    hint: byFlags
      ? flagHint('audience', found)
      : catalogHint('audience', profile, found, expected, miss, audiences),
  }),
}

function party(found: Found, expected: readonly string[], several?: readonly string[]): string {
  const carried = several ? several.map(quote).join(', ') : shown(found)
  if (expected.length === 0) return `the token carries ${carried}, and none is trusted`
  const one = expected.length === 1 ? '' : 'one of '
  return `found ${carried}, expected ${one}${expected.map(quote).join(', ')}`
}

const DIFFERENCES: Record<Difference, string> = {
  blank: 'in spaces at an end',
  slash: 'by the slash at the end',
  scheme: 'in `http` and `https`',
  prefix: 'by the prefix `api://`',
  case: 'in case',
  letters: 'in a letter or two',
}

/** Spellings of one name. Another scheme or other letters may be somebody else's. */
const SLIPS: ReadonlySet<Difference> = new Set(['blank', 'slash', 'case'])

/** How two similar values differ; if there are several, which two. */
function missed(miss: Miss, isOnlyPair: boolean): string {
  if (!miss) return ''
  const by = miss.by.map((one) => DIFFERENCES[one]).join(' and ')
  const which = isOnlyPair ? 'they' : list([miss.found, miss.expected], 'and')
  return `; ${which} differ only ${by}`
}

/** For a token without one, only `any` helps. */
function flagHint(flag: Party, { type, value }: Found): string {
  if (type === 'missing') return `--${flag} any does not require one`
  const own = typeof value === 'string' && isWhole(value) ? shellWord(value) : flag.toUpperCase()
  return `if it is yours: --${flag} ${own}; --${flag} any does not check it`
}

/** Providers have two forms of one issuer (Entra), APIs several audiences: the catalog takes a list. */
function catalogHint(
  setting: Party,
  profile: string | undefined,
  found: Found,
  expected: readonly string[],
  miss: Miss,
  audiences?: readonly string[],
): string | undefined {
  if (found.type === 'missing') {
    const provider = setting === 'audience' ? 'provider sets none (Cognito)' : 'issuer sets none'
    const change =
      profile === undefined
        ? `remove \`${setting}:\``
        : `write \`${setting}: none\` ${under({ profile })}`
    return `if your ${provider}, ${change}; tokens that carry one are then refused`
  }
  const values = (audiences ?? [found.value]).filter(
    (value): value is string => typeof value === 'string' && isWhole(value),
  )
  const [first] = values
  const value = miss?.found ?? first
  if (value === undefined) return undefined
  const lineOf = (names: readonly string[]): string => {
    const all = names.map(yamlName)
    return `\`${setting}: ${all.length === 1 ? all[0] : `[${all.join(', ')}]`}\``
  }
  const line = lineOf([...expected, value])
  // Most often a slip in the catalog; two spellings of one party are rare.
  if (miss?.by.every((each) => SLIPS.has(each))) {
    const replaced = lineOf(expected.map((each) => (each === miss.expected ? value : each)))
    return `if it is yours, write ${replaced} ${under({ profile })} instead; if both are, write ${line}`
  }
  if (values.length > 1 && !miss)
    return `if one of them is yours, write it ${under({ profile })} such as ${line}`
  return expected.length === 0
    ? `if it is yours, write ${line} ${under({ profile })}`
    : `if it is yours too, write ${line} ${under({ profile })}`
}

/** Long values are shown cut (core/token/found.ts), which makes them a different name. */
const isWhole = (value: string): boolean => !value.endsWith('…')
