import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cyclesAmong, entryOf, foldersOf } from './support/import-cycles.js'
import { type ImportEdge, importEdges } from './support/import-edges.js'
import { impurities } from './support/impurities.js'

/** Who may import what between the top-level layers. A file may import anything in its own layer. */
const MAY_IMPORT: readonly { files: RegExp; may: readonly RegExp[] }[] = [
  { files: /^index$/, may: [/^core\//] },
  { files: /^node$/, may: [/^(node|core)\//] },
  {
    files: /^node\//,
    may: [/^(node|commands|io|core)\//, /^report\/(words\/index|problem)$/, /^node:url$/],
  },
  { files: /^(assert|vitest)$/, may: [/^(assertions|node|core)\//] },
  { files: /^vitest$/, may: [/^vitest$/] },
  {
    files: /^assertions\//,
    may: [/^(assertions|node|commands|io|core)\//, /^report\/assertion$/],
  },
  { files: /^assertions\/plain$/, may: [/^node:assert$/] },
  { files: /^core\//, may: [/^core\//] },
  { files: /^core\/token\//, may: [/^jose(\/|$)/] },
  { files: /^core\/(.+\/)?(schema|parse|shape)$/, may: [/^valibot$/] },
  {
    files: /^io\//,
    may: [/^(io|core)\//, /^node:(?!process$)/, /^(yaml|inquirer|undici)$/, /^jose(\/|$)/],
  },
  // What a server replies over HTTP is text for people, like what the CLI prints.
  { files: /^io\/server\/reply-body$/, may: [/^report\/words\/replies$/] },
  { files: /^io\/server\/access-page$/, may: [/^report\/html\/access$/] },
  // An optional peer, loaded only for a Parquet file.
  { files: /^io\/replay\/parquet-rows$/, may: [/^@duckdb\/node-api$/] },
  { files: /^report\//, may: [/^(report|core)\//, /^chalk$/] },
  // The script and the style of the access page, which scripts/access-page.js makes of src/page.
  { files: /^report\/html\/access$/, may: [/^virtual:access-page$/] },
  // Runs in a browser, and decides with the same code as the commands.
  {
    files: /^page\//,
    may: [/^(page|core)\//, /^report\/(grant-words|requirement-words|escape|given|shell)$/],
  },
  { files: /^page\/token\/words$/, may: [/^report\/(time|words\/(token|words))$/] },
  { files: /^report\/documents\//, may: [/^valibot$/] },
  { files: /^commands\//, may: [/^(commands|io|core)\//, /^commander$/] },
  {
    files: /^cli\//,
    may: [/^(cli|commands|report|io|core)\//, /^node:(?!process$)/, /^commander$/],
  },
]

interface Layer {
  readonly has: readonly string[]
  /** What to do instead, if a lower layer imports this one. */
  readonly instead: string
}

/**
 * core, bottom up: a file imports from its own layer and from lower ones. The layers are described in CONTRIBUTING.md.
 * Inside a layer, as in every folder of src/, any order is fine as long as there is no cycle.
 */
const CORE: readonly Layer[] = [
  {
    has: [
      ...[
        'conflict-marker',
        'csv-line',
        'flow-text',
        'glob',
        'nearest',
        'once',
        'other-names',
        'plain-map',
        'reason',
        'scope-token',
      ],
      ...['secrets', 'time'],
      ...['unsafe-text', 'word'],
    ],
    instead: 'nothing is below it',
  },
  {
    has: [
      'command-line',
      'problems',
      'problem',
      'sub-code',
      'errors',
      'outcome',
      'source',
      'shape',
      'answer-base',
    ],
    instead: 'return undefined or a code, and let the caller turn it into a problem',
  },
  {
    has: ['token', 'canonical-json'],
    instead:
      'define the type of the fact in core/problems, as RecognizedKey is, and import it from there',
  },
  {
    has: ['catalog'],
    instead:
      'a token is verified without a catalog: take the setting as an argument (token/reserved-claims), or move the code to token-scopes or issue',
  },
  {
    has: ['users', 'subject', 'token-scopes'],
    instead:
      'a catalog does not know users: take the names as an argument, or move the function to users or subject',
  },
  {
    has: ['decision', 'issue', 'access', 'matrix', 'proof'],
    instead:
      'who somebody is does not depend on what is asked: move what both need to catalog (catalog/declared) or subject',
  },
  {
    has: [
      ...[
        'access-page',
        'as-server',
        'diff',
        'export',
        'graph',
        'import',
        'init',
        'lint',
        'lock',
        'openapi',
        'router',
      ],
      ...['overview', 'serve', 'settings', 'suite'],
    ],
    instead:
      'move what both need down to decision, access or matrix, or pass it as an argument (as-server/meets)',
  },
  {
    has: ['probe', 'replay'],
    instead:
      'a probe asks about a catalog and compares with servers: pass what it needs as an argument',
  },
  {
    has: ['answer'],
    instead:
      'return facts and let the command make its answer; what all answers have is in answer-base',
  },
]
const NO_CYCLE =
  'move what both need to a third file below them (as decision/presented.ts and diff/side.ts are), or pass it as an argument'

/** The only place that uses the process, the clock and random numbers; everything else gets a Context. */
const OUTSIDE = ['io/context', 'page/token/clock']
/** io may wait, use the network and make temporary names: that is its job. */
const IO_MAY_CALL = /^(fetch|setTimeout|setImmediate|getRandomValues|randomUUID)/
const LONGEST_FILE = 250

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({
    file: path.replaceAll('\\', '/').replace(/(\.d)?\.ts$/, ''),
    text: readFileSync(`src/${path}`, 'utf8'),
  }))

const mayImport = (file: string, to: string) =>
  MAY_IMPORT.some(({ files, may }) => files.test(file) && may.some((allowed) => allowed.test(to)))

test('there are sources to check', () => expect(sources).not.toEqual([]))

describe.each(sources.map(({ file, text }) => [file, text] as const))('src/%s.ts', (file, text) => {
  test('imports only what its layer may', () => {
    const forbidden = importEdges(file, text).filter(({ to }) => !mayImport(file, to))
    expect(forbidden.map(({ to }) => `src/${file}.ts must not import ${to}`)).toEqual([])
  })

  test.skipIf(OUTSIDE.includes(file))(
    'gets the process, the clock and random numbers from its Context',
    () => {
      const used = impurities(text).filter(
        (use) => !(file.startsWith('io/') && IO_MAY_CALL.test(use)),
      )
      expect(used.map((use) => `src/${file}.ts must not use ${use}`)).toEqual([])
    },
  )

  test.skipIf(!/^(core|io|commands)\//.test(file) || file.startsWith('core/lint/rules/'))(
    'gives a code as the reason, and leaves the wording to report',
    () => {
      const sentences = text.match(/\b(?:why|fault|is): ?(['"`])[^'"`\n]* [^'"`\n]*\1/g) ?? []
      expect(sentences.map((each) => `src/${file}.ts: ${each} belongs in report/words`)).toEqual([])
    },
  )

  test(`is not longer than ${LONGEST_FILE} lines`, () => {
    expect(text.split('\n').length - 1, `lines of src/${file}.ts`).toBeLessThanOrEqual(LONGEST_FILE)
  })
})

const edges = sources.flatMap(({ file, text }) => importEdges(file, text))
const arrow = ({ file, to }: ImportEdge) => `src/${file}.ts -> src/${to}.ts`
const coreEntry = (file: string) => (file.startsWith('core/') ? entryOf('core', file) : undefined)

describe.each(foldersOf(sources.map(({ file }) => file)))('src/%s', (folder) => {
  test('has no files and no subfolders that import each other in a circle', () => {
    const told = cyclesAmong(folder, edges).map((cycle) => cycle.map(arrow).join(', '))
    expect(told.map((cycle) => `import cycle ${cycle}: ${NO_CYCLE}`)).toEqual([])
  })
})

describe('the layers of core', () => {
  const layerOf = (entry: string) => CORE.findIndex(({ has }) => has.includes(entry))

  test('contain everything in core', () => {
    const entries = sources.flatMap(({ file }) => coreEntry(file) ?? [])
    expect(CORE.flatMap(({ has }) => has).sort()).toEqual([...new Set(entries)].sort())
  })

  test('import only downwards', () => {
    const told = edges.flatMap((edge) => {
      const [from, to] = [coreEntry(edge.file), coreEntry(edge.to)]
      if (from === undefined || to === undefined || layerOf(to) <= layerOf(from)) return []
      return [`${arrow(edge)}: ${to} is a layer above ${from}; ${CORE[layerOf(to)]?.instead}`]
    })
    expect(told).toEqual([])
  })
})
