import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { describe, expect, test } from 'vitest'

interface Part {
  readonly name: string
  readonly method: string
  readonly needs: readonly string[]
}
type PartOf = (file: { path: string; text: string }, target: string) => Promise<Part>
const { partOf }: { partOf: PartOf } = await import('../../scripts/part.js' as string)

type Module = Record<string, unknown>

/** A program of these modules, as esbuild would have made them of ours; `taken`: in which order they ran. */
async function program(modules: Record<string, string>) {
  const parts = await Promise.all(
    Object.entries(modules).map(([name, text]) =>
      partOf({ path: join(process.cwd(), 'dist', name), text }, 'node20.19'),
    ),
  )
  const own = runInThisContext(`({${parts.map(({ method }) => method).join(',')}})`)
  const loaded: Record<string, Module> = {}
  const taken: string[] = []
  const toESM = (module: Module): Module => ({ default: module, ...module })
  const load = (name: string): Module => {
    if (!Object.hasOwn(own, name)) return { sep: `the one of ${name}` }
    if (!loaded[name]) {
      taken.push(name)
      loaded[name] = own[name](load, async (other: string) => load(other), toESM)
    }
    return loaded[name] as Module
  }
  return { load, taken, needs: Object.fromEntries(parts.map(({ name, needs }) => [name, needs])) }
}

describe('a module as a part', () => {
  test('takes in another where something of it is first used', async () => {
    const { load, taken, needs } = await program({
      'cli/main.js':
        'import { a as b } from "../core/a.js";\nimport { c } from "../core/c.js";\n' +
        'function f() {\n  return b(1);\n}\nfunction g() {\n  return c;\n}\nexport {\n  f,\n  g as default\n};\n',
      'core/a.js': 'function a(x) {\n  return [x, "b"];\n}\nexport {\n  a\n};\n',
      'core/c.js': 'var c = "C";\nexport {\n  c\n};\n',
    })
    const main = load('cli/main.js') as { f(): unknown; default(): unknown }
    expect([taken, needs['cli/main.js']]).toEqual([['cli/main.js'], ['core/a.js', 'core/c.js']])
    expect([main.f(), taken]).toEqual([
      [1, 'b'],
      ['cli/main.js', 'core/a.js'],
    ])
    expect([main.f(), main.default(), taken.length]).toEqual([[1, 'b'], 'C', 3])
  })

  test('of what Node has, too: by name, as a whole, later', async () => {
    const { load, needs } = await program({
      'main.js':
        'import path from "node:path";\nimport { sep } from "node:path";\nimport * as all from "node:os";\n' +
        'async function f() {\n  const { a } = await import("./a.js");\n  return [path.sep, sep, all.sep, a];\n}\nexport {\n  f\n};\n',
      'a.js': 'var a = 7;\nexport {\n  a\n};\n',
    })
    const { f } = load('main.js') as { f(): Promise<unknown> }
    const [path, os] = ['the one of node:path', 'the one of node:os']
    expect([await f(), needs['main.js']]).toEqual([[path, path, os, 7], ['a.js']])
  })

  test('keeps names that are like those of the build', async () => {
    const text =
      'var some_exports = {};\nvar $s = "import_a.b";\nvar t;\nexport {\n  $s,\n  some_exports,\n  t as t$\n};\n'
    const { load } = await program({ 'main.js': text })
    expect(load('main.js')).toEqual({ $s: 'import_a.b', some_exports: {}, t$: undefined })
  })

  test.each([
    ['set', 'n = 2'],
    ['added to', 'n += 2'],
    ['counted up', 'n++'],
    ['counted down before', '--n'],
    ['set where there is none', 'n ??= 2'],
  ])('must not export what is %s later', async (_what, change) => {
    const text = `var n = 1;\nfunction f() {\n  ${change};\n}\nexport {\n  f,\n  n\n};\n`
    await expect(program({ 'main.js': text })).rejects.toThrow('main.js: n, which is exported')
    const empty = text.replace('var n = 1;', 'var m, n;')
    await expect(program({ 'main.js': empty })).rejects.toThrow('main.js: n, which is exported')
    const other = `var n = 1;\nfunction f(o) {\n  o.${change.replace('--n', 'n--')};\n}\nexport {\n  f,\n  n\n};\n`
    expect((await program({ 'main.js': other })).load('main.js')).toMatchObject({ n: 1 })
  })
})
