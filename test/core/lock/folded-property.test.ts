import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Facts, factsOf } from '../../../src/core/access/facts.js'
import { checkLock } from '../../../src/core/lock/check.js'
import { wrongCount } from '../../../src/core/lock/counts.js'
import { withDigests } from '../../../src/core/lock/digest.js'
import { printFolded } from '../../../src/core/lock/fold.js'
import { type LockFile, parseLock } from '../../../src/core/lock/parse.js'
import { linesOf, printLock } from '../../../src/core/lock/print.js'
import { pair } from './lock-world.js'
import { files, loadFiles, type Pair, twoFiles } from './support.js'

const factsIn = ({ catalog, users }: Pair): Promise<Facts> => withDigests(factsOf(catalog, users))

async function read(text: string): Promise<LockFile> {
  const parsed = parseLock('access.lock', text)
  if (!parsed.ok) throw new Error(parsed.problems.map(({ code }) => code).join())
  expect(await wrongCount('access.lock', parsed.value.counts)).toBeUndefined()
  return parsed.value
}

describe('P18 for folded locks', () => {
  test('unfolding gives the facts back, and folding them again the same text', async () => {
    let groups = 0
    await fc.assert(
      fc.asyncProperty(files, async (one) => {
        const loaded = loadFiles(one)
        if (!loaded) return
        const facts = await factsIn(loaded)
        const text = await printFolded(facts)
        const { facts: back, duplicates, form } = await read(text)
        expect([linesOf(back), duplicates, form]).toEqual([linesOf(facts), [], 'folded'])
        expect(await printFolded(back)).toBe(text)
        if (new Set(text.match(/^group .*/gm)).size > 1) groups++
      }),
      { numRuns: 400 },
    )
    expect(groups).toBeGreaterThan(50)
  })

  test('two folded locks are equal exactly if the others are', async () => {
    const seen = { same: 0, different: 0 }
    await fc.assert(
      fc.asyncProperty(twoFiles, async ([one, other]) => {
        const [a, b] = [loadFiles(one), loadFiles(other)]
        if (!a || !b) return
        const [was, is] = [await factsIn(a), await factsIn(b)]
        const same = linesOf(was).join('\n') === linesOf(is).join('\n')
        seen[same ? 'same' : 'different']++
        expect((await printFolded(was)) === (await printFolded(is))).toBe(same)
      }),
      { numRuns: 500 },
    )
    expect(Math.min(seen.same, seen.different)).toBeGreaterThan(10)
  })

  test('a check of either form reports the same changes', async () => {
    let different = 0
    await fc.assert(
      fc.asyncProperty(
        files,
        files,
        fc.constantFrom('scopes', 'roles', 'routes', 'users'),
        async (one, other, key) => {
          const [before, after] = [
            loadFiles(one),
            loadFiles({ ...one, [key]: other[key as 'users'] }),
          ]
          if (!before || !after) return
          const facts = await factsIn(before)
          const lines = await checkLock(await read(printLock(facts)), after)
          const folded = await checkLock(await read(await printFolded(facts)), after)
          expect(folded).toEqual(lines)
          if (!lines.same) different++
        },
      ),
      { numRuns: 300 },
    )
    expect(different).toBeGreaterThan(50)
  })

  test('the order of the files does not matter, nor the order and repetition of its lines', async () => {
    const reversed = (map: object) => Object.fromEntries(Object.entries(map).reverse())
    await fc.assert(
      fc.asyncProperty(files, async (one) => {
        const [a, b] = [
          loadFiles(one),
          loadFiles({
            ...one,
            roles: reversed(one.roles),
            users: reversed(one.users) as never,
            routes: reversed(one.routes),
          }),
        ]
        if (!a || !b) return
        const text = await printFolded(await factsIn(a))
        expect(await printFolded(await factsIn(b))).toBe(text)
        const shuffled = [...text.split('\n'), ...text.split('\n')].reverse().join('\r\n')
        expect((await checkLock(await read(shuffled), a)).same).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

test('no line can be removed or exchanged unnoticed', async () => {
  const text = await printFolded(await factsIn(pair))
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const noticed = async (changed: string): Promise<boolean> => {
    const parsed = parseLock('access.lock', changed)
    if (!parsed.ok) return true
    if (await wrongCount('access.lock', parsed.value.counts)) return true
    return !(await checkLock(parsed.value, pair)).same
  }
  expect(await noticed(text)).toBe(false)
  expect(lines.length).toBeGreaterThan(20)
  for (const line of lines) {
    expect(await noticed(text.replace(`${line}\n`, '')), line).toBe(true)
    for (const [from, to] of [
      [/ read\b/, ' write'],
      [/~./, '~v'],
      [/ 1 /, ' 2 '],
      [/GET/, 'PUT'],
      [/everyone/, 'anonymous'],
    ] as const) {
      const other = line.replace(from, to)
      if (other !== line) expect(await noticed(text.replace(line, other)), other).toBe(true)
    }
  }
})
