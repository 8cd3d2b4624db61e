import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { commit, git, repository } from '../../support/git.js'
import { ask } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, SMALL, USERS } from '../place.js'
import { target } from '../target.js'

let made: string | undefined
function history(): string {
  if (made !== undefined) return made
  const open = SMALL.replace('GET /items: read', 'GET /items: public')
  made = repository({ 'scopes.yaml': open, 'users.yaml': USERS })
  git(made, 'tag', 'v1')
  git(made, 'branch', 'other')
  commit(made, { 'scopes.yaml': SMALL })
  git(made, 'tag', '-a', 'v2', '-m', 'x')
  return made
}
/** By revision: edits come back to the same ones, and each question is a process. */
const found = new Map<string, string>()
/** The catalog of a revision, as git prints it. */
function catalogAt(cwd: string, name: string): string {
  const text =
    found.get(name) ??
    execFileSync('git', ['-C', cwd, 'show', `${name}^{commit}:scopes.yaml`], { encoding: 'utf8' })
  found.set(name, text)
  return text
}

/** Every file of the repository, `.git` too, with its size and the time of its last change. */
const filesIn = (cwd: string): string[] =>
  readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const { size, mtimeMs } = statSync(join(parentPath, name))
      return `${join(parentPath, name)} ${size} ${mtimeMs}`
    })
    .sort()
let before: readonly string[] | undefined
const REVISIONS = [
  'HEAD',
  'v1',
  'v1..HEAD',
  'other...HEAD',
  'HEAD~0',
  'HEAD~1',
  'v1~0',
  'v2~1',
  'HEAD@{0}',
  'v2^{commit}',
  'refs/tags/v1',
  './scopes.yaml',
]

/** A revision is the commit that git finds, and reading it changes no file of the repository. */
export const revision = target<string>({
  name: 'revision',
  inputs: edited(REVISIONS, [
    '--output=x',
    '-p',
    '..',
    '...',
    '^',
    '~',
    '@{',
    ':/',
    ':scopes.yaml',
    '^{/x}',
    'HEAD:',
    '\\',
    'stash',
  ]),
  controls: ['HEAD', 'HEAD~1', 'v1', 'v2', 'v1..HEAD', 'other...HEAD', './scopes.yaml'],
  async check(text) {
    const cwd = history()
    before ??= filesIn(cwd)
    const { exit, stdout } = await ask(['diff', '--json', '--', text], { cwd, env: ENV })
    // A run is several processes of git: text is what JSON is, and is compared for one in four.
    if (text.length % 4 === 0)
      expect((await ask(['diff', '--', text], { cwd, env: ENV })).exit).toBe(exit)
    expect(filesIn(cwd)).toEqual(before)
    if (exit !== 0) return 'refused'
    if (/\.(ya?ml|json)$|^\.\//.test(text)) return 'accepted'
    const catalogs = text.split(/\.{2,3}/).map((name) => catalogAt(cwd, name || 'HEAD'))
    const [from, to = SMALL] = catalogs
    const isOther = JSON.parse(stdout).changes.length > 0
    if (!text.includes('...')) expect(isOther).toBe(from !== to)
    return 'accepted'
  },
})
