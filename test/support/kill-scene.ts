import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { age, leftIn, visible } from './killed.js'
import { contents, copyOf, prepared, runWriter, WRITERS, type Writer } from './writers.js'

/** The commands that are killed, by their names in WRITERS. */
export const KILLED = [
  ['keys', 'keys rotate'],
  ['lock', 'lock again'],
  ['import', 'import openapi, an update'],
  ['users', 'users passwd'],
  ['init', 'init'],
] as const

/** What must be the same in every run: of keys their number, of a password that there is one. */
function constant(files: Record<string, string>): Record<string, string> {
  const ours = Object.entries(files).filter(
    ([name]) => !/\.tmp(\/|$)|(keys|users\.yaml)\.lock/.test(name),
  )
  return Object.fromEntries(
    ours.map(([name, text]) => [
      name,
      name.endsWith('keys.json')
        ? `${JSON.parse(text.slice(text.indexOf(' '))).keys.length} keys`
        : text.replace(/scrypt\$\S+/, 'scrypt'),
    ]),
  )
}

export interface Scene {
  readonly writer: Writer
  /** A folder before the command. */
  readonly template: string
  readonly before: Record<string, string>
  readonly after: Record<string, string>
  /** How long one run took. */
  readonly milliseconds: number
}

export async function sceneOf(name: string): Promise<Scene> {
  const writer = WRITERS[name] as Writer
  const template = await prepared(writer)
  const done = copyOf(template)
  const start = performance.now()
  expect((await runWriter(writer, done)).exit).toBe(0)
  const milliseconds = performance.now() - start
  const [before, after] = [template, done].map((folder) => constant(contents(folder)))
  return { writer, template, before: before ?? {}, after: after ?? {}, milliseconds }
}

/** Each file is the old or the new one. */
export function expectWhole({ before, after }: Scene, cwd: string): void {
  const now = constant(contents(cwd))
  for (const [name, text] of Object.entries(now))
    expect([before[name], after[name]], name).toContain(text)
  for (const name of Object.keys(before)) expect(now).toHaveProperty([name])
}

/** Git sees no other file. */
export function expectUnseen({ before, after }: Scene, cwd: string): void {
  for (const name of visible(cwd)) expect({ ...before, ...after }).toHaveProperty([name])
}

/** The next run does what the killed one should have done, and nothing else is left. */
export async function expectRepeatable(
  { writer, after, before }: Scene,
  cwd: string,
): Promise<void> {
  const wasComplete = isDeepStrictEqual(constant(contents(cwd)), after)
  const isDone = 'scopes.yaml' in constant(contents(cwd)) && !('scopes.yaml' in before)
  age(cwd)
  if (existsSync(join(cwd, '.scopectl'))) age(join(cwd, '.scopectl'))
  const { exit, stderr } = await runWriter(writer, cwd)
  if (exit !== 0)
    expect([exit, isDone, stderr]).toEqual([2, true, expect.stringMatching(/init-exists/)])
  const now = constant(contents(cwd))
  // A key may have been added twice.
  const { '.scopectl/keys.json': _, ...others } = now
  expect(others).toEqual(
    Object.fromEntries(Object.entries(after).filter(([name]) => name in others)),
  )
  expect(Object.keys(now)).toEqual(Object.keys(after))
  // A run that finds nothing to do writes nothing, and so removes nothing.
  if (!wasComplete) expect(leftIn(cwd)).toEqual([])
}
