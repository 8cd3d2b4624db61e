import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { trackedFiles } from '../../src/io/git-tracked.js'
import { context, folder } from './support.js'

const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' }
const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, env })
const repository = (): string => {
  const dir = folder({
    'api/.scopectl/keys.json': '{}',
    'api/.scopectl/.gitignore': '*',
    'api/other': '',
  })
  git(dir, 'init', '-q')
  return dir
}
const tracked = (dir: string, more: Record<string, string> = {}) =>
  trackedFiles(join(dir, 'api'), '.scopectl', context(dir, { env: { ...env, ...more } }))

test('what the index has below the folder, relative to the current one', async () => {
  const dir = repository()
  git(dir, 'add', 'api/other')
  expect(await tracked(dir)).toEqual([])
  git(dir, 'add', '-f', 'api/.scopectl/keys.json')
  expect(await tracked(dir)).toEqual(['api/.scopectl/keys.json'])
})

test('nothing is known outside a repository, or without git', async () => {
  const dir = folder({ 'api/.scopectl/keys.json': '' })
  expect(await tracked(dir)).toEqual([])
  expect(await tracked(repository(), { PATH: '/nonexistent' })).toEqual([])
})

test('settings of the repository run nothing, and GIT_DIR does not redirect it', async () => {
  const dir = repository()
  git(dir, 'add', '-f', 'api/.scopectl/keys.json')
  const script = join(folder({ evil: '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n' }), 'evil')
  chmodSync(script, 0o755)
  git(dir, 'config', 'core.fsmonitor', script)
  expect(await tracked(dir, { GIT_DIR: '/nonexistent' })).toEqual(['api/.scopectl/keys.json'])
  expect(existsSync(join(script, '..', 'ran'))).toBe(false)
})
