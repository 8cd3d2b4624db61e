import { encodeBase64url } from '../../token/base64url.js'
import type { YamlValue } from '../block-yaml.js'
import type { PolicyTokens } from '../policy.js'
import type { Sample, SampleAnswer } from '../samples.js'
import { usableKeys } from './keys.js'

type Entry = { readonly [name: string]: YamlValue }

const NOW = 1_767_225_600
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const part = (value: object): string => encodeBase64url(bytes(JSON.stringify(value)))

/** The samples as tests of Cerbos: what each caller gets, with the signature of its token left out. */
export function testSuite(samples: readonly Sample[], tokens: PolicyTokens): YamlValue {
  const answers = samples.flatMap((each) => each.answers)
  const text = `${part(headerOf(tokens))}.${part({ exp: NOW + 3600 })}.AA`
  const resources = new Map(
    answers.flatMap((answer) => [
      [keyOf(answer, false), resourceOf(answer)],
      [keyOf(answer, true), resourceOf(answer, text)],
    ]),
  )
  const odd = ODD_PATHS.map((path): [string, YamlValue] => [
    `odd path ${path}`,
    resourceOf({ method: 'GET', path }),
  ])
  const unsigned = UNSIGNED.map((token): [string, YamlValue] => [
    `unsigned token ${token}`,
    resourceOf({ method: 'GET', path: '/' }, token),
  ])
  return {
    name: 'permission matrix',
    options: { now: new Date(NOW * 1000).toISOString().replace('.000', '') },
    principals: { caller: { id: 'caller', roles: ['caller'] } },
    resources: Object.fromEntries([...resources, ...odd, ...unsigned]),
    auxData: Object.fromEntries(
      samples.flatMap(({ scopes }, i) =>
        scopes ? [[`caller ${i}`, { jwt: claimsOf(scopes, tokens) }]] : [],
      ),
    ),
    tests: [
      ...samples.map((sample, i) => matrixTest(sample, i)),
      ...samples.map((sample, i) => deniedTest(sample, i)),
      test(
        {
          name: 'odd paths are refused',
          input: inputOf(
            odd.map(([key]) => key),
            ['path', 'access'],
          ),
        },
        [],
      ),
      test(
        {
          name: 'unsigned tokens are refused',
          input: inputOf(
            unsigned.map(([key]) => key),
            ['authenticate'],
          ),
        },
        [],
      ),
    ].filter(({ input }) => input.resources.length > 0) as unknown as YamlValue[],
  }
}

const ODD_PATHS = [
  '/a/../b',
  '//a',
  '/a/./b',
  '/a%2Fb',
  '/a;x=1',
  '/a%3Bx',
  '/a%252Fb',
  '/a\\b',
  'a',
]
const UNSIGNED = ['e30.e30.', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', 'x', '..']

interface CerbosTest {
  readonly name: string
  readonly input: {
    readonly principals: readonly string[]
    readonly resources: readonly string[]
    readonly actions: readonly string[]
    readonly auxData?: string
  }
  readonly expected: readonly YamlValue[]
}

/** Actions that are not listed are denied. */
function test(
  { name, input }: Omit<CerbosTest, 'expected'>,
  expected: readonly { readonly resources: readonly string[]; readonly actions: Entry }[],
): CerbosTest {
  const filled = expected.filter(({ resources }) => resources.length > 0)
  const denied = Object.fromEntries(input.actions.map((each) => [each, 'EFFECT_DENY']))
  const all = filled.length > 0 ? filled : [{ resources: input.resources, actions: denied }]
  return { name, input, expected: all.map((each) => ({ principal: 'caller', ...each })) }
}

const inputOf = (resources: readonly string[], actions: readonly string[], auxData?: string) => ({
  principals: ['caller'],
  resources: [...new Set(resources)],
  actions,
  ...(auxData === undefined ? {} : { auxData }),
})

/** What is asked, by this caller; and why not: whether there is a decision, and whether the token is accepted. */
function matrixTest({ who, scopes, answers }: Sample, i: number): CerbosTest {
  const told = answers.filter(({ statuses }) => statuses.length === 1)
  const accepted: Entry = scopes ? { authenticate: 'EFFECT_ALLOW' } : {}
  const decided: Entry = { decide: 'EFFECT_ALLOW', ...accepted }
  const key = (answer: SampleAnswer) => keyOf(answer, scopes !== undefined)
  const keysOf = (is: (status: number | undefined) => boolean) => [
    ...new Set(told.filter(({ statuses }) => is(statuses[0])).map(key)),
  ]
  const input = inputOf(
    told.map(key),
    ['access', 'decide', 'authenticate'],
    scopes && `caller ${i}`,
  )
  return test({ name: `${i}: ${who}`, input }, [
    {
      resources: keysOf((status) => status === 200),
      actions: { access: 'EFFECT_ALLOW', ...decided },
    },
    { resources: keysOf((status) => status !== 200 && status !== 501), actions: decided },
    ...(scopes ? [{ resources: keysOf((status) => status === 501), actions: accepted }] : []),
  ])
}

/** Where any of several statuses is right, and none of them allows. */
function deniedTest({ who, scopes, answers }: Sample, i: number): CerbosTest {
  const told = answers.filter(({ statuses }) => statuses.length > 1 && !statuses.includes(200))
  const key = (answer: SampleAnswer) => keyOf(answer, scopes !== undefined)
  const input = inputOf(told.map(key), ['access'], scopes && `caller ${i}`)
  return test({ name: `${i}: denied to ${who}`, input }, [])
}

const keyOf = ({ method, path }: SampleAnswer, hasToken: boolean): string =>
  `${method} ${path}${hasToken ? ' with a token' : ''}`

const resourceOf = (
  { method, path }: Pick<SampleAnswer, 'method' | 'path'>,
  token?: string,
): YamlValue => ({
  id: 'request',
  kind: 'request',
  attr: { method, path, ...(token === undefined ? {} : { token }) },
})

function headerOf(tokens: PolicyTokens): object {
  const [kid] = usableKeys(tokens).kids
  return {
    alg: tokens.algorithms[0],
    typ: tokens.type ?? 'JWT',
    ...(tokens.keys.from === 'url' ? { kid: 'any' } : kid === undefined ? {} : { kid }),
  }
}

/** As Cerbos passes the claims of a verified token. */
function claimsOf(scopes: readonly string[], tokens: PolicyTokens): YamlValue {
  const { issuers, audiences, scopeClaims, scopeFormat } = tokens
  const value = scopeFormat === 'array' ? scopes : scopes.join(' ')
  const [first = 'scope', ...inner] = scopeClaims[0] ?? []
  const nested = inner.reduceRight<YamlValue>((below, step) => ({ [step]: below }), value)
  return {
    sub: 'someone',
    exp: new Date((NOW + 3600) * 1000).toISOString().replace('.000', ''),
    ...(issuers === 'any' || issuers[0] === undefined ? {} : { iss: issuers[0] }),
    ...(audiences === 'any' || audiences[0] === undefined ? {} : { aud: [audiences[0]] }),
    [first]: nested,
  }
}
