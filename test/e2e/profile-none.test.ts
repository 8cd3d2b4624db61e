import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ask, catalog, issue, jwks, POST } from '../support/denial-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// A profile inherits every setting of `token:` that it leaves out: `none` undoes one.

const WITH = [...POST, '--profile', 'auth0']
const ROLES = ['role_claim: /realm_access/roles']
const EDITOR = { realm_access: { roles: ['editor'] } }

describe('none in a profile', () => {
  test('role_claim: roles of a token give no scopes, and nobody asks for the claim', async () => {
    expect((await ask(ROLES, EDITOR, WITH, [])).exit).toBe(0)
    const off = await ask(ROLES, EDITOR, WITH, ['role_claim: none'])
    expect(off.exit).toBe(4)
    const denied = await ask(ROLES, { scope: 'items:read' }, WITH, [])
    expect(denied.said).toContain('has no claim `/realm_access/roles`')
    expect(denied.said).toContain('set `role_claim:` under profiles.auth0: (`none` if these tokens')
    const quiet = await ask(ROLES, { scope: 'items:read' }, WITH, ['role_claim: none'])
    expect(quiet.exit).toBe(4)
    expect(quiet.said).not.toMatch(/warning|role_claim|realm_access/)
  })

  test.each(['issuer', 'audience'])('%s: as if it was never set', async (setting) => {
    const claim = setting === 'issuer' ? 'iss' : 'aud'
    const without = { [claim]: undefined, scope: 'items:write' }
    const denied = await ask([], without, WITH, [])
    expect(denied.exit).toBe(3)
    expect(denied.said).toContain(`write \`${setting}: none\` under profiles.auth0:`)
    expect((await ask([], without, WITH, [`${setting}: none`])).exit).toBe(0)
    // A token that carries one is refused, even if it carries the word itself.
    for (const value of ['none', 'https://idp.test', 'items-api']) {
      const carried = { scope: 'items:write', [claim]: value }
      expect((await ask([], carried, WITH, [`${setting}: none`])).exit).toBe(3)
    }
  })

  test('the lock shows it as not set, and lint reports what the profile turns off', async () => {
    const off = ['role_claim: none', 'audience: none', 'issuer: none']
    const cwd = tempDir({ 'scopes.yaml': catalog(ROLES, off), 'jwks.json': jwks })
    expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
    expect(readFileSync(join(cwd, 'access.lock'), 'utf8')).toMatch(
      /trust auth0 issuer - audience - .*role_claim - /,
    )
    const { findings } = JSON.parse((await scopectl(['lint', '--json'], { cwd })).stdout)
    const named = findings.map(({ rule, name }: Record<string, string>) => `${rule} ${name}`)
    expect(named).toContain('missing-audience profiles.auth0')
    expect(named).toContain('missing-issuer profiles.auth0')
    expect(named).not.toContain('missing-audience profiles.other')
  })

  test.each([
    ['scope_claim: none', 'scope_claim: scope'],
    ['scope_claim: [scope, none]', 'scope_claim: scope'],
    ['issuer: [https://idp.test, none]', 'use it alone'],
  ])('%s is an error', async (line, hint) => {
    const { exit, said } = await ask([], { scope: 'items:write' }, WITH, [line])
    expect(exit).toBe(2)
    expect(said).toContain(hint)
  })

  test('a claim that is called none has a pointer', async () => {
    const claims = { none: 'editor' }
    expect((await ask([], claims, WITH, ['role_claim: /none'])).exit).toBe(0)
  })
})

test('null in a profile is answered with none, and its line is shown', async () => {
  const cwd = tempDir({ 'scopes.yaml': catalog(ROLES, ['role_claim: null', 'key: null']) })
  const { exit, stderr } = await scopectl(WITH, { cwd, input: await issue({}) })
  expect(exit).toBe(2)
  expect(stderr).toContain('|     role_claim: null')
  expect(stderr).toContain('to undo what `token:` sets, write `role_claim: none`')
  expect(stderr).not.toContain('key: none')
})
