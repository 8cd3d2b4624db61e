import { test } from 'vitest'
import type { Code } from '../../src/core/problem.js'
import { runHere } from './in-process.js'
import { tempDir } from './temp-dir.js'

export interface World {
  readonly files?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** An existing folder, instead of a new one with `files`. */
  readonly cwd?: string
  readonly stdin?: string
}

/** A code, the command line that triggers it (words with spaces in double quotes), and the files for that command. */
export type Trigger = readonly [code: Code, line: string, world?: World]

/** One test for each trigger. A promise is awaited, so that a table can contain tokens that must be signed first. */
export function testTriggers(triggers: readonly Trigger[], base: World = {}): void {
  test.for(triggers)('%s: %s', async ([code, line, world], { expect }) => {
    const files = { ...base.files, ...world?.files }
    expect(await codesOf(line, { ...base, ...world, files })).toContain(code)
  })
}

/**
 * The codes of all problems and notes of a run with --json, in this process: in its documents, or reported during the
 * run.
 */
export async function codesOf(text: string, world: World = {}): Promise<string[]> {
  const { env = {}, stdin, cwd = tempDir(world.files) } = world
  const codes: string[] = []
  const all = { HOME: cwd, PATH: process.env['PATH'] ?? '', ...env }
  const line = [...wordsOf(text), '--json']
  const { stdout } = await runHere(line, { cwd, env: all, input: stdin }, ({ code }) =>
    codes.push(code),
  )
  for (const document of documentsIn(stdout)) codes.push(...codesIn(document))
  return codes
}

const wordsOf = (line: string): string[] =>
  (line.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) => word.replaceAll('"', ''))

/** Some commands print one document per line, others a single document with many lines. */
const documentsIn = (text: string): unknown[] => {
  try {
    return [JSON.parse(text)]
  } catch {
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
  }
}

/** The codes of problems and notes, of lint findings, and of problems that a function returns. */
export function codesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]) =>
    (name === 'code' || name === 'rule') && typeof each === 'string' ? [each] : codesIn(each),
  )
}
