import { execFileSync } from 'node:child_process'
import { fail } from '../core/errors.js'
import type { Context } from './context.js'

/** A repository, for reading: nothing here writes, and only git itself is run. */
export interface Repository {
  /** Its root folder, absolute. */
  readonly root: string
  /** What git prints, or undefined if its exit code is not 0. */
  run(...args: readonly string[]): Buffer | undefined
}

/**
 * Switches off everything that a repository's own configuration may run, since a clone is untrusted input (CWE-88).
 * Only plumbing commands are used (no pager, filter, textconv or external diff applies to them), and nothing is
 * fetched.
 */
const SAFE = [
  '--no-pager',
  ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'core.commitGraph=false'], // a copy of the parent links, which git does not check against the commits
] as const

/**
 * From the caller's environment, only what is needed to find git and the user's own settings (for `safe.directory`).
 */
const KEPT = ['PATH', 'HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'SYSTEMROOT', 'PATHEXT'] as const

function environment(ctx: Context): Record<string, string> {
  const kept = KEPT.flatMap((name) => {
    const value = ctx.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    // refs/replace and info/grafts would show a different history than everybody else has.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_PAGER: 'cat',
    LC_ALL: 'C',
  }
}

const LONGEST_MS = 30_000
/** 200 MB: git returns a file as a whole, even one that would be read line by line in the working tree. */
const BLOB_LIMIT = 200_000_000

/** What git prints about a repository that belongs to another user (CVE-2022-24765), in newer and older versions. */
const DISTRUSTED = [
  /^detected dubious ownership in repository at '(.+)'$/,
  /^unsafe repository \('(.+)' is owned by someone else\)$/,
] as const

type Failure = NodeJS.ErrnoException & { status?: number | null; stderr?: Buffer }

/** @throws ScopectlError `git-missing`, `git-no-repository`, `git-not-trusted` */
export function openRepository(folder: string, ctx: Context): Repository {
  const env = environment(ctx)
  const call = (args: readonly string[]): Buffer | Failure => {
    try {
      return execFileSync('git', [...SAFE, ...args], {
        cwd: folder,
        env,
        maxBuffer: BLOB_LIMIT + 1,
        timeout: LONGEST_MS,
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: false,
      })
    } catch (error) {
      const failure = error as Failure
      if (failure.code === 'ENOENT' || failure.code === 'EACCES') {
        return fail('git-missing', { why: failure.code })
      }
      return failure
    }
  }
  const top = call(['rev-parse', '--show-toplevel'])
  if (!Buffer.isBuffer(top)) {
    const says = saidBy(top)
    const distrusted = DISTRUSTED.map((pattern) => pattern.exec(says)?.[1]).find(Boolean)
    if (distrusted !== undefined) fail('git-not-trusted', { folder: distrusted })
    return fail('git-no-repository', { folder, says })
  }
  return {
    root: lineOf(top),
    run(...args) {
      const done = call(args)
      if (Buffer.isBuffer(done)) return done
      // 1 and 128 mean no; anything else is not an answer.
      if (done.status === 1 || done.status === 128) return undefined
      const [command = ''] = args
      if (done.code === 'ENOBUFS')
        fail('file-too-big', { file: args.at(-1) ?? '', limit: BLOB_LIMIT })
      return fail('git-failed', { command, says: saidBy(done) || String(done.code ?? done.status) })
    },
  }
}

export const lineOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString().trim()

/** Why it failed, without git's own advice on what to type. */
function saidBy(failure: Failure): string {
  const said = lineOf(failure.stderr ?? Buffer.alloc(0)).split('\n', 1)[0] ?? ''
  const text = said.replace(/^fatal: /, '')
  return text.startsWith('not a git repository') ? '' : text
}
