import { SourceMap, type SourceMapPayload } from 'node:module'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { parseAst } from 'rolldown/parseAst'
import { beforeAll, expect, test } from 'vitest'

interface Code {
  readonly code: string
  readonly map: SourceMapPayload
}
const script: string = pathToFileURL('scripts/build/short-lines.js').href
const { shortLines } = (await import(script)) as { shortLines(code: string, map: unknown): Code }

let minified: Code
let broken: Code
beforeAll(async () => {
  const build = await rolldown({ input: 'src/node.ts', platform: 'node', external: ['undici'] })
  const options = {
    format: 'esm',
    minify: true,
    sourcemap: 'hidden',
    codeSplitting: false,
  } as const
  const { output } = await build.generate(options)
  minified = output[0] as unknown as Code
  broken = shortLines(minified.code, minified.map)
})

test('the lines are short, and the code means the same', () => {
  const lengths = broken.code.split('\n').map((line) => line.length)
  expect(Math.max(...minified.code.split('\n').map((line) => line.length))).toBeGreaterThan(100_000)
  expect(lengths.filter((length) => length > 300).length).toBeLessThan(lengths.length / 10)
  expect(meaning(broken.code)).toBe(meaning(minified.code))
})

test('the source map leads to the same places', () => {
  const [before, after] = [new SourceMap(minified.map), new SourceMap(broken.map)]
  // Both have the same characters except for the line ends, so the nth occurrence of a word is the same in both.
  for (const word of ['ScopectlError', 'unsupported', 'implies', 'throw ']) {
    const [places, moved] = [placesOf(word, minified.code), placesOf(word, broken.code)]
    expect(moved.length).toBe(places.length)
    expect(places.length).toBeGreaterThan(0)
    const found = (map: SourceMap, { line, column }: Place) => {
      const entry = map.findEntry(line, column)
      return 'originalSource' in entry
        ? `${entry.originalSource}:${entry.originalLine}:${entry.originalColumn}`
        : undefined
    }
    expect(moved.map((place) => found(after, place))).toEqual(
      places.map((place) => found(before, place)),
    )
  }
})

interface Place {
  readonly line: number
  readonly column: number
}

function placesOf(word: string, code: string): Place[] {
  return code
    .split('\n')
    .flatMap((text, line) =>
      [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => ({ line, column: index })),
    )
}

/** The syntax tree without positions. */
function meaning(code: string): string {
  return JSON.stringify(parseAst(code), (key, value: unknown) => {
    if (key === 'start' || key === 'end') return undefined
    return typeof value === 'bigint' ? String(value) : value
  })
}
