import type { Problem } from './problem.js'
import type { Found } from './problems/token.js'

const times = (claim: 'exp' | 'nbf' | 'iat') =>
  (['text', 'null', 'boolean', 'type'] as const).map(
    (kind) => `bad-claim/${claim}-${kind}` as const,
  )

/** Finer than a reason, where servers differ: which kind of it, after the reason's own word. */
export const SUB_CODES = [
  'malformed/parts',
  'malformed/five-parts',
  'malformed/header',
  'malformed/header-type',
  'malformed/payload',
  'malformed/payload-type',
  'malformed/padding',
  'malformed/alphabet',
  'malformed/length',
  'malformed/loose-bits',
  'malformed/utf8',
  'malformed/number',
  'malformed/surrogate',
  'malformed/duplicate-name',
  'wrong-algorithm/missing',
  'wrong-algorithm/none',
  'wrong-algorithm/case',
  'unknown-key/kid',
  'unknown-key/several',
  'bad-signature/missing',
  'bad-header/kid',
  'bad-header/typ',
  'bad-header/crit',
  'bad-header/b64',
  'bad-header/zip',
  'bad-claim/exp-missing',
  ...times('exp'),
  ...times('nbf'),
  ...times('iat'),
  'wrong-issuer/missing',
  'wrong-issuer/other',
  'wrong-issuer/unexpected',
  'wrong-audience/missing',
  'wrong-audience/null',
  'wrong-audience/other',
  'wrong-audience/unexpected',
  'no-subject/missing',
  'no-subject/empty',
  'no-subject/type',
] as const
export type SubCode = (typeof SUB_CODES)[number]

/** The sub-code of the reason that this problem is the detail of; undefined if it has none. */
export function subCodeOf({ code, args }: Problem): SubCode | undefined {
  switch (code) {
    case 'token-form':
      if (args.looksLike === 'jwe') return 'malformed/five-parts'
      return ['unsigned', 'parts', 'opaque'].includes(args.looksLike)
        ? 'malformed/parts'
        : undefined
    case 'token-part-empty':
      return `malformed/${args.part}`
    case 'token-part-encoding':
      return `malformed/${args.what}`
    case 'token-part-utf8':
      return 'malformed/utf8'
    case 'token-part-json':
      return jsonFlaw(args.what, args.part)
    case 'token-part-type':
      return args.part === 'signature' ? undefined : `malformed/${args.part}-type`
    case 'token-algorithm':
      return algorithmFlaw(args.expected, args.found)
    case 'token-key':
      return args.what === 'none' ? 'unknown-key/kid' : 'unknown-key/several'
    case 'token-signature-length':
      return args.found === 0 ? 'bad-signature/missing' : undefined
    case 'token-header':
      return `bad-header/${args.member}`
    case 'token-claim':
      return timeFlaw(args.claim, args.found)
    case 'token-issuer':
      return `wrong-issuer/${partyFlaw(args)}`
    case 'token-audience':
      if (args.found.type === 'null') return 'wrong-audience/null'
      return `wrong-audience/${partyFlaw(args)}`
    case 'token-subject':
      if (args.found.type === 'missing') return 'no-subject/missing'
      return args.found.value === '' ? 'no-subject/empty' : 'no-subject/type'
    default:
      return undefined
  }
}

type JsonFlaw = Extract<Problem, { code: 'token-part-json' }>['args']

function jsonFlaw(what: JsonFlaw['what'], part: JsonFlaw['part']): SubCode | undefined {
  if (what === 'duplicate') return 'malformed/duplicate-name'
  if (what === 'number' || what === 'surrogate') return `malformed/${what}`
  return what === 'syntax' && part !== 'signature' ? `malformed/${part}` : undefined
}

function algorithmFlaw(expected: string, { type, value }: Found): SubCode | undefined {
  if (type !== 'string' || value === '') return 'wrong-algorithm/missing'
  if (value === 'none') return 'wrong-algorithm/none'
  const isCase = String(value).toUpperCase() === expected.toUpperCase()
  return isCase ? 'wrong-algorithm/case' : undefined
}

function timeFlaw(claim: 'exp' | 'nbf' | 'iat', { type, value }: Found): SubCode | undefined {
  if (type === 'missing') return claim === 'exp' ? 'bad-claim/exp-missing' : undefined
  if (type === 'null' || type === 'boolean') return `bad-claim/${claim}-${type}`
  const isText = typeof value === 'string' && isWholeNumber(value)
  return isText ? `bad-claim/${claim}-text` : `bad-claim/${claim}-type`
}

function partyFlaw({ found, expected }: { found: Found; expected: readonly string[] }) {
  if (expected.length === 0) return 'unexpected'
  return found.type === 'missing' ? 'missing' : 'other'
}

/** Text that Python's `int()` and JavaScript's comparisons read as a whole number. */
export const isWholeNumber = (text: string): boolean => /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text)
