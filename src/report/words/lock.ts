import type { LockProblems } from '../../core/problems/lock.js'
import { list, plural, quote, type Words } from './words.js'

const AGAIN = 'write it again, and review what changed: scopectl lock'

/** The sentences for lock files. */
export const lockWords: Words<LockProblems> = {
  'lock-missing': ({ file, command }) => ({
    says: `there is no ${quote(file)} to check against`,
    hint: `create it, review it and commit it: ${command}`,
  }),
  'lock-empty': ({ file }) => ({
    says: `${quote(file)} has no entries, so nothing was checked`,
    hint: AGAIN,
  }),
  'lock-line': ({ file }) => ({
    says: `invalid lock entry in ${quote(file)}`,
    hint: AGAIN,
  }),
  'lock-conflict': ({ file }) => ({
    says: `${quote(file)} contains merge conflict markers`,
    hint: 'resolve the catalog and users files, then write it again: scopectl lock',
  }),
  'lock-group-missing': ({ file, group }) => ({
    says: `${quote(file)} has no \`group\` line for ${quote(group)}`,
    hint: AGAIN,
  }),
  'lock-group-name': ({ file, group }) => ({
    says: `the requirement of group ${quote(group)} in ${quote(file)} was edited: its name stands for another one`,
    hint: AGAIN,
  }),
  'lock-count': ({ file, what, of, says, found }) => ({
    says: `${quote(file)} was edited, cut off or merged: ${countText({ what, of, says, found })}`,
    hint: AGAIN,
  }),
  'lock-form-changed': ({ file, lines }) => ({
    says: `${quote(file)} has a new form, and ${plural(lines, 'entry', 'entries')} changed as well: a diff cannot show which`,
    hint: 'to review them, restore the lock first, then: scopectl lock --check',
    warns: true,
  }),
  'lock-older': ({ file, command }) => ({
    says: `${quote(file)} was written by an earlier version: it has no lifetimes, user claims or public key thumbprints`,
    hint: `write it again, and review what is new: ${command}`,
    warns: true,
  }),
  'lock-key-missing': ({ key }) => ({
    says: `${quote(key)} not found: the lock records no thumbprint for it`,
  }),
  'lock-undecided': ({ routes }) => ({
    says: `${plural(routes.length, 'route is', 'routes are')} undecided: ${routes.length > 3 ? `${routes.slice(0, 3).map(quote).join(', ')} and ${routes.length - 3} more` : list(routes, 'and')}`,
    hint: `lock --check fails on ${routes.length === 1 ? 'it' : 'them'}; to allow this many: scopectl lock --check --allow-undecided ${routes.length}`,
    warns: true,
  }),
  'lock-ratchet': ({ allowed, undecided }) => ({
    says: `${plural(undecided, 'route is', 'routes are')} undecided, but ${allowed} are allowed`,
    hint: `lower the limit so that the number cannot grow again: --allow-undecided ${undecided}`,
  }),
  'diff-unseen': ({ lines }) => ({
    says: `no route opens or closes, but ${plural(lines, 'line')} of the lock ${lines === 1 ? 'changes' : 'change'}`,
    hint: 'to see them: scopectl lock, then git diff access.lock',
  }),
  'fail-on-uncounted': ({ failOn, kinds }) => ({
    says: `\`--fail-on ${failOn.join(',')}\` does not count ${kinds.map(({ kind, count }) => `${count} ${quote(kind)}`).join(', ')}`,
    hint: `to count them: --fail-on ${[...failOn, ...kinds.map(({ kind }) => kind)].join(',')}, or any`,
  }),
  'bad-count': ({ flag, text }) => ({
    says: `${quote(flag)} must be a whole number: found ${quote(text)}`,
    hint: 'use digits: 0, 1, 2 …',
  }),
}

type Counted = Omit<LockProblems['lock-count'], 'file'>

function countText({ what, of, says, found }: Counted): string {
  const name = `${what} ${quote(of)}`
  if (says === undefined) return `${name} has ${plural(found, 'route')}, but no \`${what}\` line`
  return says === found
    ? `${name} has other routes than its line was written for`
    : `${name} should have ${plural(says, 'route')}, but has ${found}`
}
