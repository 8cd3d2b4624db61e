import type { Facts } from '../core/access/facts.js'
import type { Newer } from '../core/diff/side.js'
import { ScopectlError } from '../core/errors.js'
import { checkLock } from '../core/lock/check.js'
import { withDigests } from '../core/lock/digest.js'
import { printFolded } from '../core/lock/fold.js'
import type { LockForm } from '../core/lock/form.js'
import { printLock } from '../core/lock/print.js'
import { type Problem, problem } from '../core/problem.js'
import { lockPath, readLock, readLockText, recordedForm } from '../io/access-lock.js'
import type { Context } from '../io/context.js'

/** The whole text of a lock with these facts. */
export async function lockText(full: Facts, form: LockForm): Promise<string> {
  const facts = await withDigests(full)
  return form === 'folded' ? await printFolded(facts) : printLock(facts)
}

/**
 * The form to write: as asked, or as recorded. If it changes together with the facts, a diff of the file shows every line,
 * so a note says how many entries to look for.
 */
export async function formToWrite(
  fold: boolean | undefined,
  newer: Newer,
  facts: Facts,
  folder: string,
  ctx: Context,
): Promise<{ form: LockForm; notes: readonly Problem[] }> {
  const recorded = recordedForm(folder, ctx)
  const asked = fold === undefined ? undefined : fold ? 'folded' : 'lines'
  const form = asked ?? recorded ?? 'lines'
  if (recorded === undefined || recorded === form) return { form, notes: [] }
  const file = lockPath(folder, ctx).shown
  try {
    const lock = await readLock(file, readLockText(folder, '', ctx))
    const { added, removed } = await checkLock(lock, newer, facts)
    const lines = added.length + removed.length
    return { form, notes: lines === 0 ? [] : [problem('lock-form-changed', { file, lines })] }
  } catch (error) {
    // An invalid lock is replaced, as always.
    if (error instanceof ScopectlError) return { form, notes: [] }
    throw error
  }
}
