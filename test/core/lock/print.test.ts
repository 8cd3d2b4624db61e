import { expect, test } from 'vitest'
import { factsOf } from '../../../src/core/access/facts.js'
import { linesOf } from '../../../src/core/lock/print.js'
import { pair, text } from './lock-world.js'

test('the lines, each a fact', () => {
  expect(linesOf(factsOf(pair.catalog, pair.users), (key) => key).join('\n')).toBe(
    [
      'allow anonymous GET /up',
      'allow auditor GET /a/{}',
      'allow auditor GET /me',
      'allow auditor GET /up',
      'allow editor GET /a/{}',
      'allow editor GET /me',
      'allow editor GET /up',
      'allow everyone GET /a/{}',
      'allow everyone GET /me',
      'allow everyone GET /up',
      'allow reader GET /a/{}',
      'allow reader GET /me',
      'allow reader GET /up',
      'allow root GET /a/{}',
      'allow root GET /me',
      'allow root GET /up',
      'client bot has read',
      'client idle has -',
      'combo auditor+editor DELETE /a/{}',
      'role auditor has audit read',
      'role editor has read write',
      'role everyone has read',
      'role reader has read',
      'role root has admin read write',
      'route DELETE /a/{} needs audit write',
      'route GET /a/{} needs read | [admin + scheme Key(z)]',
      'route GET /me needs authenticated',
      'route GET /up needs public',
      'route POST /x needs undecided',
      'scope admin => write',
      'trust issuer http://localhost:8000 audience a | b algorithm - key - scope_claim scope | scp role_claim - enforce literal lifetime 15m',
      'trust staging issuer any audience a | b algorithm - key https://idp.test/jwks scope_claim scope | scp role_claim - enforce literal lifetime 15m',
      'user ann has audit read write',
      'user ben has admin read write',
    ].join('\n'),
  )
})

test('the file: a header that explains it, then the lines with parameter names', async () => {
  const lines = (await text(pair)).split('\n')
  expect(lines[0]).toMatch(/^# access\.lock: /)
  expect(lines).toContain('route DELETE /a/{id} needs audit write')
  const facts = lines.filter((line) => line !== '' && !line.startsWith('#'))
  expect(facts).toEqual([...facts].sort())
})
