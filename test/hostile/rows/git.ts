import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { git, write } from '../../support/git.js'
import type { Case, Row } from '../row.js'
import { catalogOf, TOKEN } from '../world.js'

/** The folder is a repository whose only commit is on `main`; its working tree has one route more. */
function repository(dir: string): void {
  git(dir, 'init', '-q', '-b', 'main', '.')
  git(dir, 'add', 'scopes.yaml', 'users.yaml')
  git(dir, 'commit', '-q', '-m', 'x')
  write(dir, { 'scopes.yaml': `${catalogOf(TOKEN)}  GET /new: read\n` })
}
/** No file was written by git or a shell. */
const unchanged = (_done: unknown, dir: string): void => {
  for (const name of ['x', 'was-run']) expect(existsSync(join(dir, name))).toBe(false)
}
const refused = (
  revision: string,
  code = '(bad-revision|unknown-revision|empty-argument)',
): Case => ({
  what: JSON.stringify(revision),
  args: ['diff', '--', revision],
  exit: 2,
  stdout: /^$/,
  stderr: new RegExp(`^error\\[${code}\\]`),
  setUp: repository,
  after: unchanged,
})
const NEW_ROUTE = /GET \/new/
const compared = (what: string, more: Partial<Case> = {}): Case => ({
  what,
  args: ['diff', 'main'],
  exit: 0,
  stdout: NEW_ROUTE,
  setUp: repository,
  after: unchanged,
  ...more,
})
/** Settings of a repository with which git runs a program. */
const PROGRAMS = [
  'core.pager',
  'core.fsmonitor',
  'core.sshCommand',
  'core.editor',
  'core.hooksPath',
  'diff.external',
  'diff.evil.textconv',
  'diff.evil.command',
  'filter.evil.smudge',
  'filter.evil.process',
  'alias.rev-parse',
  'alias.cat-file',
  'gpg.program',
  'credential.helper',
]
function hostile(dir: string): void {
  write(dir, { '.gitattributes': '*.yaml diff=evil filter=evil\n' })
  repository(dir)
  const script = join(dir, '.git', 'evil.sh')
  writeFileSync(script, `#!/bin/sh\ntouch '${join(dir, 'was-run')}'\ncat\n`)
  chmodSync(script, 0o755)
  for (const name of PROGRAMS)
    git(dir, 'config', name, /^alias|helper/.test(name) ? `!${script}` : script)
}

export const GIT_ROWS: readonly Row[] = [
  {
    id: 'GIT1',
    input:
      'revisions that look like options, paths or commands; hostile repositories and environments',
    behaviour: 'no shell, no options, a fixed environment; nothing in the repository is run',
    rule: 'CWE-88',
    cases: [
      ...[
        '--output=x',
        '-x',
        '--no-index',
        '-',
        '',
        'HEAD:scopes.yaml',
        ':/fix',
        ':scopes.yaml',
      ].map((revision) => refused(revision)),
      ...['^main', 'main^{/x}', 'a b', '*', 'HEAD\nmain', 'main..HEAD..HEAD', 'main\u001b[2J'].map(
        (revision) => refused(revision),
      ),
      ...['$(touch x)', '`touch x`', 'main;touch x', '|touch x', 'main&', '@{nonsense}'].map(
        (revision) => refused(revision),
      ),
      {
        ...refused('--output=x', '[a-z-]+'),
        what: 'an option of git as one of ours',
        args: ['diff', '--output=x', 'HEAD'],
      },
      compared('settings of the repository that run programs', { setUp: hostile }),
      compared('an environment that is meant for another repository', {
        env: {
          GIT_DIR: '/nonexistent',
          GIT_WORK_TREE: '/',
          GIT_EXTERNAL_DIFF: 'touch was-run',
          GIT_SSH: 'x',
        },
      }),
    ],
    controls: [
      compared('a branch'),
      compared('a range', { args: ['diff', 'main..HEAD'], stdout: /^/ }),
    ],
  },
]
