import type { LockProblems } from '../../core/problems/lock.js'
import { list, plural, quote, type Words } from './words.js'

/** The sentences for lock files. */
export const lockWords: Words<LockProblems> = {
  'lock-missing': ({ file, command }) => ({
    says: `there is no ${quote(file)} to check against`,
    hint: `write it, review it, commit it: ${command}`,
  }),
  'lock-empty': ({ file }) => ({
    says: `${quote(file)} holds no fact, so nothing was checked`,
    hint: 'write it anew, and review what changed: scopectl lock',
  }),
  'lock-line': ({ file }) => ({
    says: `${quote(file)} has a line that is no fact`,
    hint: 'write it anew, and review what changed: scopectl lock',
  }),
  'lock-conflict': ({ file }) => ({
    says: `${quote(file)} has the conflict markers of a merge`,
    hint: 'resolve the catalog and its users, then write it anew: scopectl lock',
  }),
  'lock-older': ({ file, command }) => ({
    says: `${quote(file)} was written by an earlier version: it has no lifetimes, no claims of users and no thumbprints of public keys`,
    hint: `write it again, and review what is new: ${command}`,
    warns: true,
  }),
  'lock-key-missing': ({ key }) => ({
    says: `${quote(key)} not found: the lock records no thumbprint for it`,
  }),
  'lock-undecided': ({ routes }) => ({
    says: `${plural(routes.length, 'route is', 'routes are')} undecided: ${list(routes.slice(0, 3), 'and')}${routes.length > 3 ? ' …' : ''}`,
    hint: 'scopectl lock --check fails on them; --allow-undecided N lets so many pass',
    warns: true,
  }),
  'lock-ratchet': ({ allowed, undecided }) => ({
    says: `${plural(undecided, 'route is', 'routes are')} undecided, and ${allowed} are allowed`,
    hint: `lower it, so that it cannot grow again: --allow-undecided ${undecided}`,
  }),
  'diff-unseen': ({ lines }) => ({
    says: `no route opens or closes, but ${plural(lines, 'line')} of the lock ${lines === 1 ? 'changes' : 'change'}`,
    hint: 'scopectl lock, then git diff access.lock shows them',
  }),
  'bad-count': ({ flag, text }) => ({
    says: `${quote(flag)} ${quote(text)} is no number`,
    hint: 'write it in digits: 0, 1, 2 …',
  }),
}
