import { describe, expect, test } from 'vitest'
import { parseLock } from '../../../src/core/lock/parse.js'
import { linesOf } from '../../../src/core/lock/print.js'
import { check, pair, text } from './lock-world.js'

describe('reading', () => {
  const codes = (file: string) => {
    const read = parseLock('access.lock', file)
    return read.ok ? [] : read.problems.map(({ code, at }) => `${code}:${at?.line ?? '-'}`)
  }

  test.each([
    ['<<<<<<< HEAD', 'lock-conflict'],
    ['=======', 'lock-conflict'],
    ['||||||| base', 'lock-conflict'],
    ['>>>>>>> other', 'lock-conflict'],
    ['nonsense', 'lock-line'],
    ['allow editor', 'lock-line'],
    ['allow editor GET', 'lock-line'],
    ['allow editor GET /a b', 'lock-line'],
    ['allow editor get /a', 'lock-line'],
    ['role editor', 'lock-line'],
    ['role editor has', 'lock-line'],
    ['role editor had read', 'lock-line'],
    ['"role" editor has read', 'lock-line'],
    ['role "editor has read', 'lock-line'],
    ['route GET /a needs', 'lock-line'],
    ['route GET /a needs |', 'lock-line'],
    ['route GET /a needs read | | b', 'lock-line'],
    ['route GET /a needs [read', 'lock-line'],
    ['route GET /x needs authenticated | read', 'lock-line'],
    ['route GET /x needs authenticated | authenticated', 'lock-line'],
    ['route GET /x needs authenticated [scheme Key]', 'lock-line'],
    ['route GET /x needs authenticated |', 'lock-line'],
    ['route GET /x needs [scheme Key] | authenticated', 'lock-line'],
    ['route GET /x needs read | authenticated', 'lock-line'],
    ['route GET /x needs read authenticated', 'lock-line'],
    ['route GET /x needs public | [scheme Key]', 'lock-line'],
    ['route GET /x needs undecided | [scheme Key]', 'lock-line'],
    ['route GET /x needs public read', 'lock-line'],
    ['user * 1001 sha256:abc', 'lock-line'],
    ['combo editor GET /a', 'lock-line'],
    ['trust issuer a', 'lock-line'],
    [
      'trust issuer a issuer b audience - algorithm - key - scope_claim - role_claim - enforce literal lifetime 15m',
      'lock-line',
    ],
    ['scope admin -> write', 'lock-line'],
    ['claim ann', 'lock-line'],
    ['claim ann email a@example.test', 'lock-line'],
    ['claim ann email = a b', 'lock-line'],
    ['claim ann level := x', 'lock-line'],
    ['claim * 1001 sha256:abc', 'lock-line'],
    [`user * 1001x sha256:${'a'.repeat(64)}`, 'lock-line'],
    [`user * x1001 sha256:${'a'.repeat(64)}`, 'lock-line'],
    [`user * 1001 xsha256:${'a'.repeat(64)}`, 'lock-line'],
    [`user * 1001 sha256:${'a'.repeat(65)}`, 'lock-line'],
    [`user * 1001 sha256:${'a'.repeat(64)} more`, 'lock-line'],
    ['user * 1001', 'lock-line'],
    ['user *', 'lock-line'],
    ['role editor has read | write', 'lock-line'],
    ['combo editor+auditor get /a', 'lock-line'],
    ['combo editor+auditor+ GET /a', 'lock-line'],
    ['combo editor auditor audit GET /a', 'lock-line'],
    ['combo ++auditor GET /a', 'lock-line'],
    ['allow + GET /a', 'lock-line'],
    ['route get /a needs public', 'lock-line'],
    ['role editor has re\rad', 'lock-line'],
  ])('%s is not a lock', async (line, code) => {
    const lines = (await text(pair)).split('\n')
    lines.splice(5, 0, line)
    expect(codes(lines.join('\n'))).toEqual([`${code}:6`])
    expect(codes(lines.join('\r\n'))).toEqual([`${code}:6`])
  })

  test.each([
    ['authenticated | [other "the owner"] | [scheme Key]', 'authenticated'],
    ['[authenticated + scheme Key]', 'scopes'],
    ['"authenticated" | [scheme Key]', 'scopes'],
    ['"public" read', 'scopes'],
  ])('%s is read as it was written', (needs, level) => {
    const line = `route GET /x needs ${needs}`
    const read = parseLock('access.lock', `${line}\n`)
    if (!read.ok) throw new Error('not a lock')
    expect([...read.value.facts.routes.values()].map((norm) => norm.level)).toEqual([level])
    expect(linesOf(read.value.facts)).toEqual([line])
  })

  test('a merge conflict explains every other invalid line', () => {
    expect(codes('nonsense\n<<<<<<< HEAD\n')).toEqual(['lock-conflict:2'])
    expect(codes('nonsense\nmore\n')).toEqual(['lock-line:1'])
  })

  test('the place is the whole line, and the problem names the file', () => {
    for (const line of ['nonsense', '<<<<<<< HEAD']) {
      const read = parseLock('access.lock', `# one\n${line}\r\n`)
      expect(read.ok ? [] : read.problems).toMatchObject([
        {
          args: { file: 'access.lock' },
          at: { file: 'access.lock', line: 2, column: 1, length: line.length, text: line },
        },
      ])
    }
  })

  test('a route has the name that it has in its first line', () => {
    const file = 'route GET /a/{id} needs public\nallow editor GET /a/{name}\n'
    const read = parseLock('access.lock', file)
    expect(read.ok && [...read.value.facts.names.values()]).toEqual(['GET /a/{id}'])
  })

  test('a line of spaces is ignored', () => {
    expect(codes('   \nallow editor GET /me\n \r\n')).toEqual([])
  })

  test('one trust line in the earlier form makes it an older lock', () => {
    const trust = (profile: string, more: string) =>
      `trust${profile} issuer a audience b algorithm - key - scope_claim - role_claim - enforce literal${more}\n`
    const older = (file: string) => {
      const read = parseLock('access.lock', file)
      return read.ok && read.value.older
    }
    expect(older(trust('', ' lifetime 15m') + trust(' staging', ''))).toBe(true)
    expect(older(trust('', ' lifetime 15m') + trust(' staging', ' lifetime 15m'))).toBe(false)
  })

  test('a file without any fact checks nothing', () => {
    for (const file of ['', '\n', '# only words\n']) {
      expect(codes(file)).toEqual(['lock-empty:-'])
      expect(parseLock('access.lock', file)).toMatchObject({
        problems: [{ args: { file: 'access.lock' } }],
      })
    }
  })
})

// Two branches merged by union: whichever line comes first, nobody reviewed the other one.
describe('a second line about the same thing is a difference, before or after the right one', () => {
  const DIGEST = (count: number) => `* ${count} sha256:${'a'.repeat(64)}`
  const SECOND = [
    'role editor has admin audit read write',
    'user ann has admin audit read write',
    'client bot has read write',
    'scope admin => audit write',
    'route GET /me needs public',
    'route DELETE /a/{id} needs read',
    'claim ann email = other@example.test',
    'trust issuer any audience any algorithm - key - scope_claim scope | scp role_claim - enforce literal lifetime 15m',
    'trust staging issuer any audience any algorithm - key https://idp.test/jwks scope_claim scope | scp role_claim - enforce literal lifetime 15m',
  ]

  test.each(SECOND)('%s', async (line) => {
    const file = `${await text(pair)}claim ann email = a@example.test\n`
    for (const merged of [`${line}\n${file}`, `${file}${line}\n`]) {
      const read = parseLock('access.lock', merged)
      expect(read.ok && read.value.duplicates).toHaveLength(1)
    }
    if (!line.startsWith('claim')) {
      expect((await check(`${line}\n${await text(pair)}`)).same).toBe(false)
    }
  })

  test.each(['user', 'client', 'combo', 'claim'])('two digests: %s', (kind) => {
    const read = parseLock('access.lock', `${kind} ${DIGEST(1001)}\n${kind} ${DIGEST(1002)}\n`)
    expect(read.ok && read.value.duplicates).toEqual([`${kind} ${DIGEST(1002)}`])
  })
})
