import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  asserting,
  examplesIn,
  exportsOf,
  methodsOf,
  statedIn,
  tagged,
} from '../support/library.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** What the entry points export, once; the matchers are for vitest only, and have tests in test/assertions. */
const all = ['index', 'node', 'assert']
  .flatMap((entry) => exportsOf(`src/${entry}.ts`))
  .filter(({ name }, i, each) => each.findIndex((other) => other.name === name) === i)
const methods = methodsOf('Access', 'src/node/access.ts')
const values = [...all.filter(({ kind }) => kind !== 'type'), ...methods]
const types = all.filter(({ kind }) => kind === 'type')

/** Types that callers write values of, rather than get from a function. */
const WRITTEN = [
  ...[
    'Asserted',
    'AssertionOptions',
    'DenyOptions',
    'Goal',
    'Holder',
    'Key',
    'LoadOptions',
    'MintOptions',
    'OpenApiSource',
    'Stamp',
    'Subject',
  ],
  ...['Trust', 'UnauthorizedOptions', 'VerifyOptions', 'Who'],
]

test('what load() returns has its methods described', () => {
  expect(methods.map(({ name }) => name)).toEqual([
    'Access.can',
    'Access.decide',
    'Access.mint',
    'Access.verify',
  ])
})

describe('every function of the library documents what it takes, throws and returns', () => {
  test.each(values)('$name', ({ kind, doc, params }) => {
    expect(doc.split('\n@')[0]?.trim()).toMatch(/^[A-Z][\s\S]{20,}\.$/)
    const named = tagged(doc, 'param').map((text) => /^\w+/.exec(text)?.[0])
    if (kind !== 'const') {
      expect(named).toEqual(params)
      expect(params).not.toContain('')
      for (const text of tagged(doc, 'param')) expect(text).toMatch(/^\w+ \S[\s\S]{5}/)
    }
    if (kind === 'function') expect(tagged(doc, 'throws')).not.toEqual([])
    expect(tagged(doc, 'example').flatMap(examplesIn)).not.toEqual([])
  })
})

test('every type of the library has a description; those that callers write have an example', () => {
  const silent = types.filter(({ doc }) => !/^[A-Z`][\s\S]{15,}\./.test(doc))
  expect(silent.map(({ name }) => name)).toEqual([])
  const shown = types.filter(({ doc }) => examplesIn(doc).length > 0).map(({ name }) => name)
  expect(shown.sort()).toEqual(WRITTEN)
})

const PAGES = ['README.md', 'docs/library.md']

describe('the examples, and those of README.md and docs/library.md, compile and return what they state', () => {
  const examples = [
    ...[...all, ...methods].flatMap(({ name, doc }) =>
      examplesIn(doc).map((code) => ({ name, code })),
    ),
    ...PAGES.flatMap((page) =>
      examplesIn(readFileSync(page, 'utf8')).map((code) => ({
        name: page.replace(/^.*\/|\.md$/g, ''),
        code,
      })),
    ),
  ]
  const files = examples.map(({ name, code }, i) => ({ file: `${name}-${i}.ts`, code }))
  // The examples load the catalog of this repository.
  const dir = tempDir({
    'scopes.yaml': readFileSync('scopes.yaml', 'utf8'),
    'users.yaml': readFileSync('users.yaml', 'utf8'),
  })
  let compiled: { readonly exit: number; readonly stdout: string }

  beforeAll(async () => {
    for (const { file, code } of files) writeFileSync(join(dir, file), asserting(code))
    // Like an installed package: its own exports decide what `import … from 'scopectl'` is.
    mkdirSync(join(dir, 'node_modules'))
    symlinkSync(resolve('.'), join(dir, 'node_modules/scopectl'), 'dir')
    const { compilerOptions } = JSON.parse(readFileSync('tsconfig.json', 'utf8'))
    const options = {
      ...compilerOptions,
      noEmit: false,
      outDir: 'out',
      typeRoots: [resolve('node_modules/@types')],
    }
    writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }))
    writeFileSync(join(dir, 'package.json'), '{"type":"module"}')
    const tsc = resolve('node_modules/typescript/bin/tsc')
    compiled = await runProcess(process.execPath, [tsc], { cwd: dir, env: plainEnv(dir) })
  })

  test('all of them compile', () => {
    expect(compiled.stdout).toBe('')
    expect(compiled.exit).toBe(0)
  })

  test.each(files)('$file', async ({ file, code }) => {
    expect(statedIn(code)).toBeGreaterThan(0)
    const script = join(dir, 'out', file.replace(/\.ts$/, '.js'))
    const run = await runProcess(process.execPath, [script], { cwd: dir, env: plainEnv(dir) })
    expect(run).toEqual({ stdout: '', stderr: '', exit: 0 })
  })
})
