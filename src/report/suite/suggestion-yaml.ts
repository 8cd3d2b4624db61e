import type { TestAnswer } from '../../core/suite/answer.js'
import type { Suggestion } from '../../core/suite/coverage/model.js'
import type { SuiteSubject } from '../../core/suite/model.js'
import type { JsonOf } from '../documents/dsl.js'
import type { testEntry } from '../documents/suite.js'
import { escapeJson } from '../escape.js'

const PLAIN_ROUTE = /^[A-Z]+ \/[\w/{}*.~:-]*[\w/{}*.~-]$|^[A-Z]+ \/$/
const PLAIN_NAME = /^[A-Za-z](?:[\w:./-]*[\w./-])?$/
/** Plain text that means something other than text, also in YAML 1.1. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i

const routeYaml = (route: string): string => (PLAIN_ROUTE.test(route) ? route : quoted(route))

const nameYaml = (name: string): string =>
  PLAIN_NAME.test(name) && !WORDS.test(name) ? name : quoted(name)

/** Every JSON string is a YAML string. */
const quoted = (text: string): string => escapeJson(JSON.stringify(text))

const WORD = { 200: 'allow', 401: 'unauthorized', 403: 'forbidden' } as const

/** The subject as written in a suite file; undefined for everyone, which only a table column can express. */
function subjectForm(subject: SuiteSubject): Readonly<Record<string, unknown>> | undefined {
  if (subject.kind === 'token') return { token: subject.from }
  const form = namedForm(subject)
  return (
    form && {
      ...form,
      ...(subject.scope === undefined
        ? {}
        : { scope: exceptForm(subject) ?? subject.scope.join(' ') }),
      ...(subject.flaw === undefined ? {} : { flaw: subject.flaw }),
    }
  )
}

type Named = Extract<SuiteSubject, { kind: 'named' }>

const exceptForm = ({ except }: Named): { except: string } | undefined =>
  except && { except: except.join(' ') }

function namedForm(named: Named): Readonly<Record<string, unknown>> | undefined {
  const { subject } = named
  switch (subject.kind) {
    case 'user':
      return { user: subject.user.name }
    case 'client':
      return { client: subject.client.name }
    case 'scopes':
      return {
        scopes: exceptForm(named) ?? (subject.scopes.length === 0 ? [] : subject.scopes.join(' ')),
      }
    case 'anonymous':
      return { anonymous: true }
    case 'role': {
      const [role, ...more] = subject.roles
      if (role === undefined) return undefined
      return { role: more.length === 0 ? role : subject.roles }
    }
  }
}

/** A test as JSON: suite files can be JSON, too. */
export function testForm({ subject, routes }: Suggestion): JsonOf<typeof testEntry> {
  const lists = listsOf(routes).map(([word, names]) => [word, names])
  return { as: subjectForm(subject) ?? null, ...Object.fromEntries(lists) }
}

function listsOf(routes: Suggestion['routes']): [string, string[]][] {
  return ([200, 403, 401] as const).flatMap((status): [string, string[]][] => {
    const names = routes.filter((each) => each.status === status).map(({ route }) => route)
    return names.length === 0 ? [] : [[WORD[status], names]]
  })
}

/** One entry of `tests:`, indented by `indent` spaces. */
export function testYaml({ subject, routes }: Suggestion, indent = 2): string {
  const space = ' '.repeat(indent)
  const form = subjectForm(subject)
  const as = form ? mapYaml(form) : 'everyone # a column of `test --table`'
  const lists = listsOf(routes).map(
    ([word, names]) =>
      `${space}  ${word}:\n${names.map((name) => `${space}    - ${routeYaml(name)}\n`).join('')}`,
  )
  return `${space}- as: ${as}\n${lists.join('')}`
}

const mapYaml = (map: object): string =>
  `{ ${Object.entries(map)
    .map(([key, value]) => `${key}: ${valueYaml(value)}`)
    .join(', ')} }`

function valueYaml(value: unknown): string {
  if (typeof value === 'string') return nameYaml(value)
  if (Array.isArray(value)) return `[${value.map((each) => nameYaml(String(each))).join(', ')}]`
  return typeof value === 'object' && value !== null ? mapYaml(value) : String(value)
}

const COVERING = 'Tests for what `scopectl test --coverage` reports as not covered.'
const COMPLETING = 'The questions that `scopectl test --complete` reports as missing.'

/** A whole suite file. */
function suiteYaml(suggestions: readonly Suggestion[], what: string): string {
  if (suggestions.length === 0) return ''
  return [
    `# ${what} Each line is what the\n`,
    '# catalog decides today: review it, then save it as NAME.scopes.test.yaml next to the others.\n',
    'tests:\n',
    ...suggestions.map((each) => testYaml(each)),
  ].join('')
}

/** The suite that `--suggest` prints; undefined if none was asked for. */
export function suggestedYaml({
  coverage,
  completeness,
}: Pick<TestAnswer, 'coverage' | 'completeness'>): string | undefined {
  if (completeness?.suggestions) return suiteYaml(completeness.suggestions, COMPLETING)
  return coverage?.suggestions && suiteYaml(coverage.suggestions, COVERING)
}
