import type { Command } from 'commander'
import { factsOf } from '../core/access/facts.js'
import { fail, type Outcome } from '../core/errors.js'
import type { LockAnswer } from '../core/lock/answer.js'
import { checkLock, UP_TO_DATE } from '../core/lock/check.js'
import { formOf } from '../core/lock/form.js'
import { type Problem, problem } from '../core/problem.js'
import { lockPath, readLock, readLockText, writeLock } from '../io/access-lock.js'
import { thumbprintsBeside } from '../io/key-thumbprints.js'
import type { CommandModule } from './command.js'
import { formToWrite, lockText } from './lock-form.js'
import { revisionOfLock } from './lock-revision.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

interface LockOptions extends GlobalOptions {
  check?: boolean
  /** 0 by default. */
  allowUndecided?: number
  /** Undefined: the form that the lock records. */
  fold?: boolean
}

export const command = {
  about:
    'Writes one entry per line: trust, implied scopes, routes, roles, users, and who may\ncall what; more than 1,000 users, clients, combos or claims are one line with a\ndigest, ' +
    'and `diff` shows them. --check exits with 5 if the lock is not up to\ndate, or if a route is undecided. For thousands of routes, --fold merges equal\nentries: routes that require the same are a group.',
  examples: ['lock --check --allow-undecided 3', 'lock --fold'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .option('--check', 'write nothing; exit 5 if access.lock differs')
        .option('--allow-undecided <N>', 'with --check: allow up to N undecided routes', readCount)
        .option('--fold', 'merge equal entries, from now on: for thousands of routes')
        .option('--no-fold', 'write one fact per line again'),
      formats,
    ),
  async run(_args, raw, ctx): Promise<LockAnswer> {
    const options = raw as LockOptions
    if (options.allowUndecided !== undefined && !options.check) {
      fail('flag-needs', { flag: '--allow-undecided', needs: '--check' })
    }
    if (options.fold !== undefined && options.check) {
      fail('conflicting-flags', { flags: ['--check', options.fold ? '--fold' : '--no-fold'] })
    }
    const session = openSession(options, ctx, { users: true })
    const { catalog, users, files, notes } = session
    const { folder } = session.loaded
    const { thumbprints, notes: missing } = await thumbprintsBeside(catalog, folder)
    const allowed = options.allowUndecided ?? 0
    const undecided = catalog.routes.filter(({ requirement }) => requirement.level === 'undecided')
    const base = {
      kind: 'lock',
      lock: lockPath(folder, ctx).shown,
      counts: {
        routes: catalog.routes.length,
        roles: catalog.roles.size,
        users: users.users.size,
        clients: users.clients.size,
      },
      undecided,
      allowed,
      files,
    } as const
    const newer = { catalog, users, thumbprints }
    const facts = factsOf(catalog, users, thumbprints)
    if (options.check) {
      const again = 'scopectl lock'
      const text = readLockText(folder, again, ctx)
      const form = formOf(text)
      // Most checks end here: the text of a large lock need not be read as facts.
      const upToDate = text.replaceAll('\r\n', '\n') === (await lockText(facts, form))
      const lock = upToDate ? undefined : await readLock(base.lock, text)
      const comparison = lock ? await checkLock(lock, newer, facts) : UP_TO_DATE
      const since = lock && (await revisionOfLock(comparison, lock, newer, options, ctx))
      const outcome: Outcome = comparison.same && undecided.length <= allowed ? 'yes' : 'failed'
      const older = comparison.older
        ? [problem('lock-older', { file: base.lock, command: again })]
        : []
      const more = [...missing, ...older, ...ratchet(allowed, undecided.length)]
      const all = [...notes, ...more]
      return { ...base, did: 'checked', form, comparison, since, outcome, notes: all }
    }
    const { form, notes: changed } = await formToWrite(options.fold, newer, facts, folder, ctx)
    const text = await lockText(facts, form)
    const did = writeLock(folder, text, ctx)
    const more =
      undecided.length > 0
        ? [problem('lock-undecided', { routes: undecided.map(({ name }) => name) })]
        : []
    return {
      ...base,
      did,
      form,
      comparison: undefined,
      outcome: 'yes',
      notes: [...notes, ...missing, ...changed, ...more],
    }
  },
} satisfies CommandModule

function readCount(text: string): number {
  return /^\d{1,9}$/.test(text)
    ? Number(text)
    : fail('bad-count', { flag: '--allow-undecided', text })
}

const ratchet = (allowed: number, undecided: number): Problem[] =>
  undecided < allowed ? [problem('lock-ratchet', { allowed, undecided })] : []
