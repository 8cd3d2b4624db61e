import { test } from 'vitest'
import { main } from '../../src/cli/main.js'
import { realContext } from '../../src/cli/outside.js'
import type { Code } from '../../src/core/problem.js'
import type { Context } from '../../src/io/context.js'
import { collector } from './collector.js'
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
export async function codesOf(line: string, world: World = {}): Promise<string[]> {
  const { env = {}, stdin, cwd = tempDir(world.files) } = world
  const codes: string[] = []
  const stdout = collector()
  const host = { env: { HOME: cwd, PATH: process.env['PATH'] ?? '', ...env }, cwd: () => cwd }
  const streams = { stdin: process.stdin, stdout: stdout.output, stderr: collector().output }
  const outside = realContext({ ...host, ...streams, platform: process.platform })
  await main([...wordsOf(line), '--json'], {
    env: host.env,
    stdout: stdout.output,
    stderr: streams.stderr,
    context(tell, draw) {
      const heard: typeof tell = (note) => {
        codes.push(note.code)
        tell(note)
      }
      return unattended(outside.context(heard, draw), stdin)
    },
  })
  for (const document of documentsIn(stdout.text())) codes.push(...codesIn(document))
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

/**
 * Reads `text` and never the tests' own stdin; a command that waits for ctrl-c (serve) ends as soon as it has started.
 */
function unattended(ctx: Context, text: string | undefined): Context {
  const stdin: Context['stdin'] = {
    kind: text === undefined ? 'other' : 'pipe',
    bytes: async () => new TextEncoder().encode(text ?? ''),
    async *lines() {
      yield* (text ?? '').split('\n')
    },
  }
  return Object.create(ctx, {
    stdin: { value: stdin },
    interactive: { value: false },
    interrupted: { value: async () => {} },
  })
}
