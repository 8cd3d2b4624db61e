import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { publicJwk } from '../../src/core/token/key-rules.js'
import { makeKey } from '../../src/io/make-key.js'
import { commit, git, repository, write } from '../support/git.js'
import { tempDir } from '../support/temp-dir.js'
import { diff } from './diff-world.js'

const catalog = (key: string) => `token: { key: ${key}, algorithm: ES256 }
profiles: { staging: { issuer: https://idp.test } }
scopes: { read: "" }
roles: { reader: { scopes: [read] } }
routes: { GET /a: read }
`
async function keys(): Promise<[string, string]> {
  const text = async () => JSON.stringify(publicJwk((await makeKey('ES256')).jwk))
  return [await text(), await text()]
}
const BOTH = ['trust thumbprint', 'trust thumbprint']
const fails = { exit: 5, said: BOTH }

test('another public key in a revision, in the working tree, and in both files', async () => {
  const [one, two] = await keys()
  const dir = repository({ 'api/scopes.yaml': catalog('file:keys/k.json'), 'api/keys/k.json': one })
  commit(dir, { 'api/keys/k.json': two })
  const at = ['-c', 'api/scopes.yaml', '--fail-on', 'trust']
  expect(await diff(dir, 'HEAD~1', 'HEAD', ...at)).toMatchObject(fails)
  expect(await diff(dir, 'HEAD~1', ...at)).toMatchObject(fails)
  expect(await diff(dir, 'HEAD', ...at)).toMatchObject({ exit: 0, said: [] })
  write(dir, { 'api/keys/k.json': one })
  expect(await diff(dir, 'HEAD', ...at)).toMatchObject(fails)
  write(dir, { 'other/scopes.yaml': catalog('file:keys/k.json'), 'other/keys/k.json': two })
  const files = ['api/scopes.yaml', 'other/scopes.yaml', '--fail-on', 'trust']
  expect(await diff(dir, ...files)).toMatchObject(fails)
})

test('a key that a revision cannot contain, or has as a symlink, is not a change', async () => {
  const [one] = await keys()
  const outside = join(tempDir({ 'k.json': one }), 'k.json')
  for (const key of [`file:${outside}`, 'file:../k.json']) {
    const dir = repository({ 'scopes.yaml': catalog(`"${key}"`) })
    expect(await diff(dir, 'HEAD', '--fail-on', 'any'), key).toMatchObject({ exit: 0, said: [] })
  }
  const dir = repository({ 'scopes.yaml': catalog('file:k.json'), '.gitignore': 'k.json\n' })
  symlinkSync(outside, join(dir, 'k.json'))
  git(dir, 'add', '-f', 'k.json')
  git(dir, 'commit', '-q', '-m', 'link')
  expect(await diff(dir, 'HEAD~1', 'HEAD', '--fail-on', 'any')).toMatchObject({ exit: 0, said: [] })
})

test('a private key or a secret is not reported', async () => {
  const dir = repository({ 'scopes.yaml': catalog('file:k.pem') })
  writeFileSync(join(dir, 'k.pem'), JSON.stringify((await makeKey('ES256')).jwk), { mode: 0o600 })
  const found = await diff(dir, 'HEAD', '--fail-on', 'any')
  expect(found).toMatchObject({ exit: 0, said: [] })
})
