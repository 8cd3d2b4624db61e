import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../src/core/access/facts.js'
import { wrongCount } from '../../../src/core/lock/counts.js'
import { withDigests } from '../../../src/core/lock/digest.js'
import { printFolded } from '../../../src/core/lock/fold.js'
import { folderOf } from '../../../src/core/lock/folder.js'
import { parseLock } from '../../../src/core/lock/parse.js'
import { check, pair } from './lock-world.js'

const TEXT = printFolded(await withDigests(factsOf(pair.catalog, pair.users)))
const CHECK = '~abcdefghijkl'

async function codes(file: string): Promise<string[]> {
  const read = parseLock('access.lock', file)
  const wrong = read.ok ? await wrongCount('access.lock', read.value.counts) : undefined
  const problems = read.ok ? (wrong ? [wrong] : []) : read.problems
  return problems.map(({ code, at }) => `${code}:${at?.line ?? '-'}:${at?.column ?? '-'}`)
}
const lineOf = (text: string, start: string): number =>
  text.split('\n').findIndex((line) => line.startsWith(start)) + 1

test('what was printed is read', async () => {
  expect(await codes(await TEXT)).toEqual([])
  expect(await TEXT).toContain('form folded\n')
})

test.each([
  ['<<<<<<< HEAD', 'lock-conflict'],
  ['nonsense', 'lock-line'],
  ['form folded again', 'lock-line'],
  ['route GET /a needs read', 'lock-line'],
  ['allow editor GET /a', 'lock-line'],
  ['combo editor+auditor GET /a', 'lock-line'],
  ['GET /new', 'lock-line'],
  ['GET /new read', 'lock-line'],
  ['GET /new needs', 'lock-line'],
  ['GET /new (abcdefgh) read', 'lock-line'],
  ['GET /new (abc)', 'lock-line'],
  ['GET /new ("abcdefgh")', 'lock-line'],
  ['get /new needs read', 'lock-line'],
  ['GET new needs read', 'lock-line'],
  ['GET /new (abcdefgh)', 'lock-group-missing'],
  ['GET /new needs audit', 'lock-group-missing'],
  ['role has read', 'lock-line'],
  ['role editor auditor', 'lock-line'],
  ['role editor | has read', 'lock-line'],
  ['user ann has', 'lock-line'],
  ['user * 1001 sha256:abc', 'lock-line'],
  ['group read', 'lock-line'],
  [`group 0 routes ${CHECK} allow - needs audit`, 'lock-line'],
  [`group 01 routes ${CHECK} allow - needs audit`, 'lock-line'],
  [`group 1 routes ${CHECK} allow - needs audit`, 'lock-line'],
  [`group 2 route ${CHECK} allow - needs audit`, 'lock-line'],
  ['group 2 routes ~abc allow - needs audit', 'lock-line'],
  [`group 2 routes ${CHECK} allow needs audit`, 'lock-line'],
  [`group 2 routes ${CHECK} allow - editor needs audit`, 'lock-line'],
  [`group 2 routes ${CHECK} allow editor+ needs audit`, 'lock-line'],
  [`group 2 routes ${CHECK} allow +editor needs audit`, 'lock-line'],
  [`group 2 routes ${CHECK} allow | needs audit`, 'lock-line'],
  [`group 2 routes ${CHECK} allow editor needs`, 'lock-line'],
  [`group 2 routes ${CHECK} editor needs audit`, 'lock-line'],
  [`group (abc) 2 routes ${CHECK} allow editor needs audit`, 'lock-line'],
  [`group 2 routes ${CHECK} allow editor needs audit`, 'lock-count'],
  [`group (abcdefgh) 2 routes ${CHECK} allow editor needs audit`, 'lock-group-name'],
  [`folder /new 2 routes ${CHECK} 2 scoped`, 'lock-count'],
  [`folder 2 routes ${CHECK} 2 scoped`, 'lock-line'],
])('%s is not part of it', async (line, code) => {
  const lines = (await TEXT).split('\n')
  lines.splice(5, 0, line)
  expect(await codes(lines.join('\n'))).toEqual([`${code}:6:1`])
  expect(await codes(lines.join('\r\n'))).toEqual([`${code}:6:1`])
})

describe('a lock that was edited or cut off names the line that does not fit', () => {
  test('a route is missing, or one more is there', async () => {
    const text = await TEXT
    const less = text.replace('GET /up needs public\n', '')
    expect(await codes(less)).toEqual(
      [`lock-count:${lineOf(less, 'group 1 route')}:1`].map(() =>
        expect.stringMatching(/^lock-count:\d+:1$/),
      ),
    )
    const more = `${text}POST /up needs public\n`
    const line =
      text.split('\n').findIndex((each) => each.endsWith('allow anonymous needs public')) + 1
    expect(await codes(more)).toEqual([`lock-count:${line}:1`])
  })

  test('another route in its place: the number is right, the letters are not', async () => {
    const text = (await TEXT).replace('GET /up needs', 'GET /uq needs')
    expect(await codes(text)).toEqual([expect.stringMatching(/^lock-count:\d+:1$/)])
  })

  test('cut off anywhere, it is refused', async () => {
    const lines = (await TEXT).trimEnd().split('\n')
    const first = lineOf(await TEXT, 'group ')
    for (let count = first; count < lines.length; count++) {
      expect(await codes(lines.slice(0, count).join('\n')), `${count} lines`).not.toEqual([])
    }
  })

  test('the requirement of a named group', async () => {
    const text = await TEXT
    const edited = text.replace('needs audit write', 'needs audit')
    const named = text.replace(/^(group \(.*) needs .*$/m, '$1 needs public')
    expect(named).not.toBe(text)
    expect(await codes(named)).toEqual([`lock-group-name:${lineOf(text, 'group (')}:1`])
    expect(await codes(edited)).not.toEqual([])
  })

  test('without its first lines it is not a folded lock', async () => {
    const text = (await TEXT).replace('form folded\n', '')
    expect(await codes(text)).toEqual([expect.stringMatching(/^lock-line:/)])
  })

  test('no entry but the form', async () => {
    expect(await codes('# x\nform folded\n')).toEqual(['lock-empty:-:-'])
  })
})

describe('two lines about the same thing, as after a merge', () => {
  const twice = async (line: string) => {
    const text = await TEXT
    return [
      await check(`${text}${line}\n`),
      await check(text.replace('form folded\n', `form folded\n${line}\n`)),
    ]
  }

  test.each([
    'GET /up needs authenticated',
    `group 7 routes ${CHECK} allow everyone needs public`,
    'role editor has admin audit read write',
    'user ann has admin',
  ])('%s is a difference, before or after the right one', async (line) => {
    for (const { same, removed } of await twice(line)) {
      expect(same).toBe(false)
      expect(removed.length).toBeGreaterThan(0)
    }
  })

  test.each([
    `group 7 routes ${CHECK} allow anonymous needs public`,
    `folder /up 7 routes ${CHECK} 7 public`,
    'role editor has read write',
    'GET /up needs public',
  ])('%s says the same', async (line) => {
    for (const { same } of await twice(line)) expect(same).toBe(true)
  })
})

test.each([
  ['/', '/'],
  ['/items/', '/items'],
  ['/users/{}/messages', '/users'],
  ['/users', '/users'],
  ['/api/v1/users/{}', '/api/v1/users'],
  ['/v1.0/me/events', '/v1.0/me'],
  ['/api', '/api'],
  ['/{}', '/'],
  ['/v1/{}', '/v1'],
  ['/vault/{}', '/vault'],
  ['/files:{}', '/'],
])('the folder of %s is %s', (path, folder) => {
  expect(folderOf(path)).toBe(folder)
})
