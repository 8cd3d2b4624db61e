import { isVerdict } from '../core/decision/expect.js'
import { fail } from '../core/errors.js'
import { refuseMore } from '../node/arguments.js'
import type { Opened } from '../node/open.js'
import { spoken, spokenLater } from '../node/spoken.js'
import { assess, type Read, type Wanted } from './assess.js'
import { calledBy } from './call-site.js'
import type { AssertionOptions } from './options.js'
import { opening, readMissing, readUnauthorized } from './read-options.js'

/** What a matcher returns to vitest. */
interface Matched {
  readonly pass: boolean
  readonly message: () => string
  readonly actual: string
  readonly expected: string
}

/** What vitest passes to a matcher as `this`. */
interface MatcherThis {
  readonly isNot?: boolean
  /** Only set where a matcher is an assertion of its own, not nested in another one. */
  readonly promise?: string
  readonly task?: { promises?: Promise<unknown>[] } | undefined
}

type Matcher = (
  this: MatcherThis,
  subject: unknown,
  ...given: readonly unknown[]
) => Promise<Matched>

/** The matchers, by the name of the assertion. */
export type ScopectlMatchers = Readonly<Record<'toAllow' | 'toDeny' | 'toBeUnauthorized', Matcher>>

/**
 * Matchers about another catalog than the one that the command line would find, or with other variables, users or another
 * profile: pass them to `expect.extend()`. Files are read with the first assertion, and only once.
 *
 * @param options the catalog, and what `load()` takes beside it
 * @returns the matchers that importing `scopectl/vitest` already adds to `expect`, about this catalog
 * @throws ScopectlError `argument-type`; the matchers themselves throw if the files cannot be read
 * @example
 * ```ts
 * import { scopectlMatchers } from 'scopectl/vitest'
 * import { expect } from 'vitest'
 *
 * expect.extend(scopectlMatchers({ catalog: 'scopes.yaml', env: { SECRET_KEY: 'only for tests' } }))
 * ```
 */
export function scopectlMatchers(options: AssertionOptions = {}): ScopectlMatchers {
  const open = opening('scopectlMatchers()', options)

  return {
    toAllow: matcher('toAllow()', open, (call, [goal, ...more]) => {
      refuseMore(call, ['goal'], more)
      return { goal: goal ?? '', expected: 'allow', missing: undefined }
    }),
    toDeny: matcher('toDeny()', open, (call, [goal, options, ...more]) => {
      refuseMore(call, ['goal', 'options'], more)
      return { goal: goal ?? '', expected: '403', missing: readMissing(call, options) }
    }),
    toBeUnauthorized: matcher('toBeUnauthorized()', open, (call, [options, ...more]) => {
      refuseMore(call, ['options'], more)
      return { ...readUnauthorized(call, options), missing: undefined }
    }),
  }
}

function matcher(call: string, open: () => Opened, read: Read): Matcher {
  return function entry(subject, ...given) {
    // Nested in another assertion: that one does not wait, and would take a negated promise for a pass.
    if (this.promise === undefined) return spoken(() => fail('assertion-asymmetric', { call }))
    const negated = this.isNot ?? false
    const matched = calledBy(entry, () =>
      spokenLater(async (): Promise<Matched> => {
        const wanted = { call, negated, ...read(call, given) }
        if (negated) refuseNarrowed(wanted)
        const { holds, message, actual, expected } = await assess(open(), subject, wanted)
        return { pass: holds, message: () => message, actual, expected }
      }),
    )
    return awaitedBy(this.task, matched)
  }
}

/** Not denied for this one reason: nearly every other answer would pass, even a wrong one. */
function refuseNarrowed({ call, missing, expected }: Wanted): void {
  if (missing) fail('assertion-negated-option', { call, option: 'missing' })
  if (!isVerdict(expected)) fail('assertion-negated-option', { call, option: 'reason' })
}

/**
 * Without `await`, a test would end before its assertion fails. vitest waits for the promises that a test lists; what it
 * makes of the matcher's result is one of them until it is settled.
 */
function awaitedBy(task: MatcherThis['task'], matched: Promise<Matched>): Promise<Matched> {
  if (!task) return matched
  const then: typeof matched.then = (...handlers) => {
    const asserted = Promise.prototype.then.call(matched, ...handlers).finally(() => {
      task.promises?.splice(task.promises.indexOf(asserted), 1)
    })
    task.promises ??= []
    task.promises.push(asserted)
    return asserted as ReturnType<typeof matched.then> as never
  }
  return Object.assign(matched, { then })
}
