import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Context } from '../../src/io/context.js'
import { openRepository } from '../../src/io/git.js'
import { mergeBases } from '../../src/io/merge-base.js'
import { git } from '../support/git.js'
import { plainEnv } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** Random numbers that are the same on every run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

/** Commits with one or two earlier ones as parents, and dates in random order; each is the tip of a branch. */
function history(seed: number): { dir: string; tips: readonly [string, string] } {
  const below = numbers(seed)
  const size = 8 + below(12)
  const lines = Array.from({ length: size }, (_, i) => {
    const parents = i === 0 ? [] : [...new Set([Math.max(0, i - 1 - below(3)), below(i)])]
    const [first, second] = below(2) ? parents : parents.slice(0, 1)
    return [
      `commit refs/heads/t${i}`,
      `mark :${i + 1}`,
      `committer t <t@t.test> ${1_700_000_000 + below(1000) * 60} +0000`,
      'data 1\nx',
      ...(first === undefined ? [] : [`from :${first + 1}`]),
      ...(second === undefined ? [] : [`merge :${second + 1}`]),
    ].join('\n')
  })
  const dir = tempDir()
  git(dir, 'init', '-q', '-b', 'main', '.')
  execFileSync('git', ['fast-import', '--quiet'], { cwd: dir, input: `${lines.join('\n')}\n` })
  return { dir, tips: [`t${size - 1}`, `t${size - 2 - below(4)}`] }
}

function shallowClone(from: string, depths: readonly (readonly [string, number])[]): string {
  const dir = tempDir()
  git(dir, 'init', '-q', '-b', 'unused', '.')
  for (const [tip, depth] of depths) {
    git(dir, 'fetch', '-q', '--depth', `${depth}`, `file://${from}`, `${tip}:refs/heads/${tip}`)
  }
  return dir
}

function basesIn(dir: string, [a, b]: readonly [string, string]): string | undefined {
  const repository = openRepository(dir, { env: plainEnv(dir) } as unknown as Context)
  const revision = (name: string) => ({ name, commit: git(dir, 'rev-parse', name) })
  try {
    const bases = mergeBases(repository, revision(a), revision(b))
    return bases
      .map(({ commit }) => commit)
      .sort()
      .join(' ')
  } catch {
    return undefined
  }
}

test('in any history a shallow clone gives the merge bases of the whole one, or none', () => {
  const seen = { answered: 0, gitIsWrong: 0 }
  for (let seed = 1; seed <= 12; seed++) {
    const { dir, tips } = history(seed * 7919)
    const truth = basesIn(dir, tips)
    for (const [one, other] of [
      [2, 4],
      [3, 3],
    ] as const) {
      const clone = shallowClone(dir, [
        [tips[0], one],
        [tips[1], other],
      ])
      const found = basesIn(clone, tips)
      if (found === undefined) {
        const line = ['merge-base', '--is-ancestor', tips[0], tips[1]]
        expect(() => git(clone, ...line), `${seed}: certain, and refused`).toThrow()
        const said = gitSays(clone, tips)
        seen.gitIsWrong += Number(said !== undefined && said !== truth)
      } else {
        seen.answered++
        // Several may be shown if one of them is an ancestor of another in the part that is cut off.
        expect(found.split(' '), `${seed}`).toEqual(expect.arrayContaining(truth?.split(' ') ?? []))
        if (!found.includes(' ')) expect(found, `${seed}`).toBe(truth)
      }
    }
  }
  expect(seen.answered).toBeGreaterThan(5)
  expect(seen.gitIsWrong).toBeGreaterThan(2)
})

/** Undefined if it sees nothing in common: there is no wrong answer then. */
function gitSays(dir: string, [a, b]: readonly [string, string]): string | undefined {
  try {
    return git(dir, 'merge-base', '--all', a, b).split('\n').sort().join(' ')
  } catch {
    return undefined
  }
}
