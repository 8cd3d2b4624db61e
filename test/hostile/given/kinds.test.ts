import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asNobody, isRoot } from '../../support/as-nobody.js'
import { scopectlHere } from '../../support/in-process.js'
import { RAW, STACK } from '../../support/raw-output.js'
import type { Finished } from '../../support/run-process.js'
import { scopectl } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'
import { KINDS, type Kind } from './kinds.js'
import { PLACES, type Place } from './places.js'
import { given, lineOf } from './run.js'

// YAML14, and more: whatever is in the place of a file, the exit code is a defined one, and never 1.

const socket = createServer()
let listening = ''
beforeAll(async () => {
  listening = join(tempDir(), 's')
  await new Promise<void>((done) => socket.listen(listening, done))
})
afterAll(() => void socket.close())

function expectDefined(what: string, { exit, stdout, stderr }: Finished): void {
  const said = `${stdout}${stderr}`
  expect([0, 2, 3, 4, 5], `${what}: exit ${exit}\n${said}`).toContain(exit)
  expect(said).not.toMatch(RAW)
  expect(said).not.toMatch(STACK)
}
/** A place that is read, and cannot be. */
const isRefused = (place: Place, kind: Kind): boolean =>
  kind.refused === true && !place.written && !place.loose

describe.concurrent.each(PLACES.map((place) => [place.id, place] as const))('%s', (_, place) => {
  test('accepts a valid file', async () => {
    const cwd = given(place)
    const done = await scopectlHere(lineOf(place), { cwd })
    if (!place.written) expect(done.exit, done.stderr).toBe(place.exit ?? 0)
    expectDefined(place.id, done)
  })

  test.each(KINDS.map((kind) => [kind.what, kind] as const))('%s', async (what, kind) => {
    const done = await scopectlHere(lineOf(place), {
      cwd: given(place, (path) => kind.make(path, listening)),
    })
    expectDefined(what, done)
    if (isRefused(place, kind)) expect(done, what).toMatchObject({ exit: 2 })
  })
})

describe('the built program', () => {
  // One of each kind, at different places.
  const pairs = KINDS.map((kind, i) => [PLACES[(i * 7) % PLACES.length] as Place, kind] as const)
  test.concurrent.each(pairs.map(([place, kind]) => [place.id, kind.what, place, kind] as const))(
    '%s: %s',
    async (_, __, place, kind) => {
      const cwd = given(place, (path) => kind.make(path, listening))
      const done = await scopectl(lineOf(place), { cwd })
      expectDefined(kind.what, done)
      if (isRefused(place, kind)) expect(done.exit).toBe(2)
    },
  )
})

describe.skipIf(!isRoot)('a file of another user, as nobody', () => {
  const READ = PLACES.filter(({ written, loose }) => !written && !loose)
  // Each is a process: every sixth place.
  test.each(READ.filter((_, i) => i % 6 === 0))('$id: unreadable', (place) => {
    const cwd = given(place, (path) => writeFileSync(path, '', { mode: 0 }))
    const done = asNobody(cwd, lineOf(place))
    expectDefined(place.id, done)
    expect(done).toMatchObject({ exit: 2 })
    // The error about a line of a batch is an answer.
    expect(`${done.stdout}${done.stderr}`).toMatch(/-unreadable|permission|cannot read/)
  })

  test('a readable catalog of another user is used', () => {
    const place = READ[0] as Place
    const cwd = given(place)
    expect(asNobody(cwd, lineOf(place))).toMatchObject({ exit: 0 })
    rmSync(cwd, { recursive: true })
  })
})
