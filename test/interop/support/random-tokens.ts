import fc from 'fast-check'
import type { Signer } from '../../../src/core/as-server/odd-tokens.js'

/** Any value that some verifier treats in its own way; undefined: left out. */
const ODD = [
  undefined,
  null,
  true,
  false,
  0,
  -1,
  '',
  'word',
  '0',
  ' 7 ',
  '1e3',
  [],
  {},
  [null],
  1.5,
]
const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values)

const times = (now: number) =>
  pick(...ODD, now + 600, now - 600, now + 600.5, `${now + 600}`, `${now - 600}`, [now + 600], 1e15)
const names = (right: string) =>
  pick(
    ...ODD,
    right,
    [right],
    ['other', right],
    [right, 7],
    [right, null],
    'other',
    [[right]],
    '\ud800',
  )

/** One change of the claims or the header; as JSON text if JSON.stringify would not write it. */
function changes(now: number, issuer: string, audience: string) {
  const claim = (name: string, values: fc.Arbitrary<unknown>) =>
    values.map((value) => ({ claims: { [name]: value } }))
  const header = (name: string, values: fc.Arbitrary<unknown>) =>
    values.map((value) => ({ header: { [name]: value } }))
  return fc.oneof(
    ...['exp', 'nbf', 'iat'].map((name) => claim(name, times(now))),
    claim('iss', names(issuer)),
    claim('aud', names(audience)),
    ...['sub', 'jti', 'client_id', 'cnf'].map((name) => claim(name, names('x'))),
    header(
      'alg',
      pick(...ODD, 'none', 'NONE', 'hs256', 'HS384', 'HS512', 'RS256', 'ES256K', 'dir'),
    ),
    header('typ', pick(...ODD, 'jwt', 'application/jwt', 'at+jwt', 'JWT ', 'JOSE', ['JWT'])),
    header('kid', pick(...ODD)),
    header('crit', pick(...ODD, ['exp'], ['b64'], ['b64', 'b64'], 'b64')),
    header('b64', pick(...ODD)),
    ...['zip', 'cty', 'jku', 'jwk', 'x5c'].map((name) => header(name, pick(...ODD))),
    pick(
      '"x":NaN,',
      '"x":1e999,',
      '"x":"\\ud800",',
      '"sub":"mallory",',
      '"__proto__":{"a":1},',
      '"x":1,,',
    ).map((before) => ({ before })),
    pick('[]', 'null', '7', '"text"', '{', '', '{}', '\ufeff{}').map((payload) => ({ payload })),
    pick('[]', 'null', '7', '{', '', '{}').map((head) => ({ head })),
    fc
      .record({
        part: pick(0, 1, 2),
        form: pick(
          '=',
          '==',
          '!',
          '.',
          '%',
          'AA',
          '+',
          '/',
          '_',
          'loose',
          'cut',
          'empty',
          '-first',
        ),
        isSigned: fc.boolean(),
      })
      .map((spelling) => ({ spelling })),
  )
}

type Change = {
  readonly header?: object
  readonly claims?: object
  readonly before?: string
  readonly payload?: string
  readonly head?: string
  readonly spelling?: { readonly part: number; readonly form: string; readonly isSigned: boolean }
}

export interface RandomToken {
  readonly what: string
  readonly token: string
}

/** Tokens with one to three oddities each, the same for the same seed and time. */
export function randomTokens(
  signer: Signer,
  { now, claims }: { readonly now: number; readonly claims: Readonly<Record<string, unknown>> },
  { count, seed }: { readonly count: number; readonly seed: number },
): RandomToken[] {
  const change = changes(now, String(claims['iss']), String(claims['aud']))
  const lists = fc.array(change, { minLength: 1, maxLength: 3 })
  return fc.sample(lists, { numRuns: count, seed }).map((list) => ({
    what: JSON.stringify(list, (_, value) => (value === undefined ? 'left out' : value)),
    token: tokenOf(signer, claims, list),
  }))
}

function tokenOf(signer: Signer, claims: object, list: readonly Change[]): string {
  const header = Object.assign({}, signer.header, ...list.map((each) => each.header))
  const body = JSON.stringify(Object.assign({}, claims, ...list.map((each) => each.claims)))
  const before = list.map((each) => each.before ?? '').join('')
  const whole = list.find((each) => each.payload !== undefined)?.payload
  const head = list.find((each) => each.head !== undefined)?.head
  const encode = (text: string) => Buffer.from(text).toString('base64url')
  const parts = [
    encode(head ?? JSON.stringify(header)),
    encode(whole ?? `{${before}${body.slice(1)}`),
  ]
  const spellings = list.flatMap(({ spelling }) => spelling ?? [])
  for (const { part, form } of spellings.filter(({ isSigned }) => isSigned))
    if (part < 2) parts[part] = spelled(parts[part] ?? '', form)
  const input = parts.join('.')
  const other = signer.others?.find(({ alg }) => alg === header.alg)
  const signature = Buffer.from((other ?? signer).sign(input)).toString('base64url')
  const all = [...parts, signature]
  for (const { part, form } of spellings.filter(({ isSigned }) => !isSigned))
    all[part] = spelled(all[part] ?? '', form)
  return all.join('.')
}

function spelled(part: string, form: string): string {
  switch (form) {
    case 'loose': {
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
      return part.slice(0, -1) + (alphabet[alphabet.indexOf(part.at(-1) ?? '') ^ 1] ?? '')
    }
    case 'cut':
      return part.slice(0, -1)
    case 'empty':
      return ''
    case '-first':
      return `-${part}`
    default:
      return part + form
  }
}
