import { describe, expect, test } from 'vitest'
import { scopectl } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'

const stderrOf = async (needs: string): Promise<string> => {
  const text = `scopes: { 'a:read': A, 'a:write': B }\nroutes:\n  GET /x: ${needs}\n`
  const cwd = tempDir({ 'scopes.yaml': text })
  return (await scopectl(['can', '--anonymous'], { cwd })).stderr
}

describe.concurrent('a word in a requirement that is not a scope', () => {
  test.each([
    ['publc', 'did you mean `public`?'],
    ['authenticatd', 'did you mean `authenticated`?'],
    ['undecidd', 'did you mean `undecided`?'],
    ['a:raed', 'did you mean `a:read`?'],
    ['a:read, a:write', 'hint: write `a:read a:write`'],
    ['"a:read,a:write"', 'hint: write `a:read a:write`'],
    ['a:read or a:write', 'hint: write `{ any: [a:read, a:write] }`'],
    ['{ scheme: X }', 'hint: write `{ all: [{ scheme: X }] }`'],
  ])('%s: %s', async (needs, hint) => {
    expect(await stderrOf(needs)).toContain(hint)
  })

  test('a level is not proposed beside a scope, where it cannot be written', async () => {
    expect(await stderrOf('publc a:read')).not.toContain('`public`')
  })
})
