import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ScopectlError } from '../../src/core/errors.js'
import type { Problem } from '../../src/core/problem.js'
import type { Context } from '../../src/io/context.js'

export const NOW = 1_767_225_600

/** A temporary folder for one test with these `files`, removed afterwards. */
export function folder(files: Record<string, string | Uint8Array> = {}): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'scopectl-test-')))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return path
}

const opened = (): never => {
  throw new Error('stdin was opened')
}

export function context(cwd: string, more: Partial<Context> = {}): Context & { told: Problem[] } {
  const told: Problem[] = []
  return {
    now: () => NOW,
    env: {},
    cwd,
    home: '',
    stdin: {
      kind: 'other',
      bytes: () => Promise.reject(new Error('stdin was opened')),
      chunks: opened,
      lines: opened,
    },
    interactive: false,
    uid: process.geteuid?.(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    tell: (note) => void told.push(note),
    elapsed: () => performance.now(),
    progress: () => {},
    show: () => false,
    interrupted: () => new Promise(() => {}),
    endBySignal: () => {},
    leave: () => {},
    told,
    ...more,
  }
}

/** The problems that `work` throws; anything but a ScopectlError fails the test. */
export async function problemsOf(work: () => unknown): Promise<readonly Problem[]> {
  try {
    await work()
  } catch (error) {
    if (error instanceof ScopectlError) return error.problems
    throw error
  }
  throw new Error('nothing was thrown')
}

export const codesOf = async (work: () => unknown): Promise<string[]> =>
  (await problemsOf(work)).map(({ code }) => code)

/** `line:column+length code` of each problem. */
export const placesOf = async (work: () => unknown): Promise<string[]> =>
  (await problemsOf(work)).map(
    ({ code, at }) => `${at ? `${at.line}:${at.column}+${at.length}` : '-'} ${code}`,
  )
