import { describe, expect, test } from 'vitest'
import { describeAll } from '../../../src/cli/commands.js'
import { candidates } from '../../../src/core/command-line/candidates.js'
import { lineSoFar } from '../../../src/core/command-line/line-so-far.js'

const commands = await describeAll()

/** The words that fit; each kind of name has one, called after the kind and the catalog that the line names. */
const wordsFor = (line: string): string[] => {
  const { before, current } = lineSoFar(line)
  const known = {
    commands,
    topics: ['files'],
    names: (kind: string, { catalog = '' }: { catalog: string | undefined }) => [
      { word: `${catalog}${kind}`, description: '' },
    ],
  }
  return candidates(before.slice(1), current, known).map(({ word }) => word)
}

describe('what can come next', () => {
  test.each([
    ['scopectl ver', ['verify']],
    ['scopectl keys ', ['new', 'list', 'rotate', 'remove', 'jwks']],
    ['scopectl -c x keys r', ['rotate', 'remove']],
    ['scopectl help fi', ['files']],
    ['scopectl help keys ro', ['rotate']],
    ['scopectl check --user ', ['user']],
    ['scopectl check --client ', ['client']],
    ['scopectl check -c a/ --role ', ['a/role']],
    ['scopectl check --catalog=a/ --need ', ['a/scope']],
    ['scopectl check --need=', ['--need=scope']],
    ['scopectl who-can ', ['route']],
    ['scopectl who-can route ', []],
    ['scopectl matrix --by ', ['role', 'user', 'client', 'scope']],
    ['scopectl token --flaw alg', ['alg-none']],
    ['scopectl check --as-server fastapi-', ['fastapi-403', 'fastapi-bearer']],
    ['scopectl diff --fail-on op', ['opened']],
    ['scopectl test --report ju', ['junit']],
    ['scopectl completion ', ['bash', 'zsh', 'fish']],
    ['scopectl check -c ', []],
    ['scopectl check --json=', []],
    ['scopectl --catal', ['--catalog']],
    ['scopectl check --user a --us', ['--users-file']],
    ['scopectl check --role a --ro', ['--role', '--route']],
    ['scopectl check -- --ro', []],
    ['scopectl check --explain --ro', ['--role', '--route']],
    ['scopectl lint --explain growing', ['growing-glob']],
    ['scopectl -c a/ lint --explain growing', ['growing-glob']],
    ['scopectl nothing ', []],
  ])('%s', (line, expected) => {
    expect(wordsFor(line)).toEqual(expected)
  })
})

test.each([
  ['a b', ['a'], 'b', undefined],
  ['a ', ['a'], '', undefined],
  ['a "b c', ['a'], 'b c', '"'],
  ["a 'b \\", ['a'], 'b \\', "'"],
  ['a b\\ c', ['a'], 'b c', undefined],
  ['a "b \\"c" d', ['a', 'b "c'], 'd', undefined],
  ['a "" ', ['a', ''], '', undefined],
  ['a x"y"z', ['a'], 'xyz', undefined],
  ['', [], '', undefined],
])('the words of %j', (line, before, current, quote) => {
  expect(lineSoFar(line)).toEqual({ before, current, quote })
})
