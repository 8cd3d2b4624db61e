import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { age, killedAt, leftIn, repository, visible } from '../support/killed.js'
import { scopectl } from '../support/scopectl.js'
import { contents, copyOf, prepared, runWriter, WRITERS, type Writer } from '../support/writers.js'

const TIMES = 50
const FILES = ['.gitattributes', 'access.lock', 'scopes.test.yaml', 'scopes.yaml', 'users.yaml']
const all = <T>(run: (i: number) => Promise<T>, times = TIMES): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, i) => run(i)))

test.each(['lock', 'lock again', 'import openapi, an update'])(
  `${TIMES} processes run %s at once: all agree, and the file is whole`,
  async (name) => {
    const writer = WRITERS[name] as Writer
    const template = await prepared(writer)
    const alone = copyOf(template)
    expect((await runWriter(writer, alone)).exit).toBe(0)
    const cwd = copyOf(template)
    const runs = await all(() => runWriter(writer, cwd))
    for (const { exit, stderr } of runs)
      if (exit !== 0) expect([exit, stderr]).toEqual([2, expect.stringMatching(/file-exists/)])
    expect(runs.filter(({ exit }) => exit === 0).length).toBeGreaterThan(0)
    expect(contents(cwd)).toEqual(contents(alone))
  },
)

test(`${TIMES} processes run init in one folder: one creates all files, the others nothing`, async () => {
  const cwd = repository()
  const runs = await all((i) =>
    scopectl(['init', '--yes', '--issuer', `http://localhost:80${10 + (i % 2)}`], { cwd }),
  )
  const done = runs.flatMap(({ exit }, i) => (exit === 0 ? [i] : []))
  expect(done).toHaveLength(1)
  for (const { exit, stderr } of runs)
    if (exit !== 0) expect([exit, stderr]).toEqual([2, expect.stringMatching(/exists/)])
  expect([visible(cwd), leftIn(cwd)]).toEqual([FILES, []])
  expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toContain(
    `:80${10 + ((done[0] ?? 0) % 2)}`,
  )
  expect((await scopectl(['test'], { cwd })).exit).toBe(0)
  expect((await scopectl(['lock', '--check'], { cwd })).exit).toBe(0)
})

test.each([1, 2, 3])(
  'ten init at once after one that was killed at link %i leave one whole set of files',
  async (links) => {
    const cwd = repository()
    expect(killedAt(`link:${links}`, ['init', '--yes'], cwd)).toBe('killed')
    age(cwd)
    const runs = await all(() => scopectl(['init', '--yes'], { cwd }), 10)
    expect(runs.filter(({ exit }) => exit === 0)).toHaveLength(1)
    for (const { exit } of runs) expect([0, 2]).toContain(exit)
    expect([visible(cwd), leftIn(cwd)]).toEqual([FILES, []])
    expect((await scopectl(['test'], { cwd })).exit).toBe(0)
  },
)

test(`${TIMES} processes set ${TIMES} passwords in one file: none is lost`, async () => {
  const users = Array.from({ length: TIMES }, (_, i) => `  u${i}: {}\n`)
  const cwd = repository({
    'scopes.yaml': 'scopes: {}\nroutes: {}\n',
    'users.yaml': `users:\n${users.join('')}`,
  })
  const runs = await all((i) =>
    scopectl(['users', 'passwd', `u${i}`, '--stdin'], { cwd, input: 'correct horse\n' }),
  )
  const text = readFileSync(join(cwd, 'users.yaml'), 'utf8')
  for (const [i, { exit, stderr }] of runs.entries()) {
    // One may have waited for too long on a busy machine, which it reports.
    if (exit !== 0) expect([exit, stderr]).toEqual([2, expect.stringMatching(/\[ring-locked\]/)])
    expect([i, new RegExp(`u${i}: \\{ ?password: ?"?scrypt`).test(text)]).toEqual([i, exit === 0])
  }
  expect(runs.filter(({ exit }) => exit === 0).length).toBeGreaterThan(0)
  expect(readdirSync(join(cwd, '.scopectl'))).toEqual(['.gitignore'])
  expect(visible(cwd)).toEqual(['scopes.yaml', 'users.yaml'])
})
