import { describe, expect, test } from 'vitest'
import { repository } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'

describe('keys new -o', () => {
  const files = { 'scopes.yaml': 'scopes: { read: Read }\n', '.gitignore': '*.pem\n/keys/\n' }

  test('warns about a key that git would add', async () => {
    const cwd = repository(files)
    for (const file of ['key.json', 'sub dir.jwk']) {
      const { exit, stdout, stderr } = await scopectl(['keys', 'new', '-o', file], { cwd })
      expect(exit, stderr).toBe(0)
      expect(stdout).toContain(file)
      expect(stderr).toContain(`warning: git does not ignore \`${file}\``)
      expect(stderr).toContain('add it to .gitignore')
    }
  })

  test('gives it the code key-not-ignored', async () => {
    const args = ['keys', 'new', '-o', 'key.json', '--json']
    const { stdout } = await scopectl(args, { cwd: repository(files) })
    const codes = JSON.parse(stdout).notes.map(({ code }: { code: string }) => code)
    expect(codes).toEqual(['key-not-ignored'])
  })

  test('says nothing about a key that git ignores', async () => {
    const { exit, stderr } = await scopectl(['keys', 'new', '-o', 'key.pem'], {
      cwd: repository(files),
    })
    expect(exit).toBe(0)
    expect(stderr).toBe('')
  })
})
