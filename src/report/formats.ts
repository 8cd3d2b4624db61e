import type { Answer } from '../core/answer.js'
import type { Printed } from './reporter.js'
import type { Style } from './style.js'

export type Kind = Answer['kind']
type AnswerOf<K extends Kind> = Extract<Answer, { kind: K }>

/** All formats. The function that makes one has its name. */
export type Format =
  | 'text'
  | 'json'
  | 'md'
  | 'html'
  | 'csv'
  | 'github'
  | 'junit'
  | 'tap'
  | 'sarif'
  | 'token'
  | 'header'
  | 'curl'
  | 'yaml'
  | 'openapi'
  | 'file'
  | 'mermaid'
  | 'dot'
  | 'svg'
  | 'patch'

/** Reporters are pure: they turn an answer into text, which is empty or ends with a line break. */
type Report<A, F extends Format> = F extends 'json'
  ? /** The members besides those of the envelope, in snake_case, very long lists as Streamed; undefined prints nothing. */
    (answer: A) => object | undefined | Promise<object | undefined>
  : (answer: A, style: Style) => Printed | Promise<Printed>

/** The modules with the reporters, loaded on demand. Every answer has the format JSON. */
export type Loaders<A, F extends Format = Format> = {
  readonly [P in F]?: () => Promise<{ readonly [Q in P]: Report<A, Q> }>
} & { readonly json: () => Promise<{ readonly json: Report<A, 'json'> }> }

const both = <M>(load: () => Promise<M>) => ({ text: load, json: load })
const token = () => import('./token.js')
const lint = () => import('./lint.js')
const lock = () => import('./lock.js')
const diff = () => import('./diff.js')
const drift = () => import('./drift.js')
const matrix = () => import('./matrix.js')
const converted = () => import('./users-convert.js')
const imported = () => import('./import-openapi.js')
const source = () => import('./import-source.js')
const exported = () => import('./export-openapi.js')

/** The formats of each kind of answer, default first, as listed in help. `-q` silences only `text`. */
export const REPORTERS = {
  token: { token, header: token, curl: token, json: token },
  decode: both(() => import('./decode.js')),
  verify: both(() => import('./verify.js')),
  check: { text: () => import('./check.js'), json: () => import('./check-json.js') },
  batch: both(() => import('./batch.js')),
  unasked: both(() => import('./unasked.js')),
  can: { ...both(() => import('./can.js')), csv: () => import('./long/can.js') },
  'who-can': { ...both(() => import('./who-can.js')), csv: () => import('./long/who-can.js') },
  matrix: {
    text: matrix,
    md: () => import('./matrix/markdown.js'),
    csv: () => import('./matrix/csv.js'),
    html: () => import('./matrix/html.js'),
    json: matrix,
  },
  graph: {
    mermaid: () => import('./graph/mermaid.js'),
    dot: () => import('./graph/dot.js'),
    svg: () => import('./graph/svg.js'),
    json: () => import('./graph/json.js'),
  },
  prove: both(() => import('./prove.js')),
  lock: { text: lock, json: lock, github: lock, sarif: () => import('./sarif/lock.js') },
  diff: { text: diff, json: diff, md: diff, github: diff, csv: () => import('./long/diff.js') },
  keys: both(() => import('./keys.js')),
  jwks: both(() => import('./jwks.js')),
  lint: { text: lint, json: lint, github: lint, sarif: () => import('./sarif/lint.js') },
  init: both(() => import('./init.js')),
  'server learn': both(() => import('./server-learn.js')),
  serve: both(() => import('./serve.js')),
  users: both(() => import('./users.js')),
  'users list': { ...both(() => import('./users/list.js')), csv: () => import('./long/users.js') },
  // The file is the requested output, so -q does not silence it.
  'users convert': { file: converted, json: converted },
  test: {
    text: () => import('./suite/text.js'),
    json: () => import('./suite/json.js'),
    junit: () => import('./suite/junit.js'),
    tap: () => import('./suite/tap.js'),
    github: () => import('./suite/github.js'),
    sarif: () => import('./sarif/suite.js'),
  },
  'import openapi': { yaml: imported, json: imported },
  import: { yaml: source, json: source },
  'export openapi': { openapi: exported, json: exported },
  export: both(() => import('./export-folder.js')),
  drift: { text: drift, json: drift, github: drift, sarif: () => import('./sarif/drift.js') },
  probe: {
    text: () => import('./probe/text.js'),
    json: () => import('./probe/json.js'),
    md: () => import('./probe/md.js'),
    html: () => import('./probe/html.js'),
    github: () => import('./probe/github.js'),
    junit: () => import('./probe/junit.js'),
    sarif: () => import('./probe/sarif.js'),
  },
  replay: {
    text: () => import('./replay/text.js'),
    json: () => import('./replay/json.js'),
    patch: () => import('./replay/patch.js'),
  },
  'replay sql': both(() => import('./replay/sql.js')),
  completion: both(() => import('./completion/index.js')),
  help: both(() => import('./help.js')),
  version: both(() => import('./version.js')),
} satisfies { readonly [K in Kind]: Loaders<AnswerOf<K>> }

export type FormatOf<K extends Kind> = keyof (typeof REPORTERS)[K]

/** The first is the default. */
export const formatsOf = <K extends Kind>(kind: K): readonly FormatOf<K>[] =>
  Object.keys(REPORTERS[kind]) as FormatOf<K>[]

/** @throws Error if this kind of answer does not have the format: no other format is used instead */
export function reporterOf(kind: Kind, format: 'json'): Promise<Report<Answer, 'json'>>
export function reporterOf(kind: Kind, format: string): Promise<Report<Answer, 'text'>>
export async function reporterOf(kind: Kind, format: string): Promise<unknown> {
  // The table pairs each kind with its own reporters; a union of kinds loses the pairing.
  const loaders: Readonly<Record<string, () => Promise<object>>> = REPORTERS[kind]
  if (!Object.hasOwn(loaders, format)) throw new Error(`${kind} has no format ${format}`)
  return Reflect.get((await loaders[format]?.()) ?? {}, format)
}
