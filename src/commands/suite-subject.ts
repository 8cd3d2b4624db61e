import type { SubjectShown } from '../core/answer-base.js'
import type { Flaw } from '../core/issue/flaws.js'
import { makeFlawed } from '../core/issue/make-flawed.js'
import { issue } from '../core/issue/mint.js'
import { isDisabled, nameOf, type Subject } from '../core/subject/model.js'
import type { NamedSubject, SuiteSubject } from '../core/suite/model.js'
import { resolveSubject } from '../core/suite/resolve-subject.js'
import type { SubjectFile } from '../core/suite/schema.js'
import { decode } from '../core/token/decode.js'
import type { Key } from '../core/token/model.js'
import { verify } from '../core/token/verify.js'
import type { Context } from '../io/context.js'
import { makeKey } from '../io/make-key.js'
import { readToken, type TokenReading } from '../io/token-source.js'
import { memoryAlgorithm, newJti } from './flawed.js'
import { present, type Shown, throughMemory } from './present.js'
import type { Setting } from './setting.js'
import type { Asked } from './subject.js'

/** A subject in a suite's words, as a line of `check --batch` says it. */
export async function presentSuiteSubject(
  form: SubjectFile,
  setting: Setting,
  reading: TokenReading,
): Promise<{ asked: Asked; shown: Shown }> {
  const subject = resolveSubject(form, setting)
  return presenter(setting, reading)(subject)
}

/**
 * How a suite's subjects come by their tokens: issued, signed with a key that lives in memory only, and verified. A
 * given token is verified with the configured key; nobody, and whoever is disabled, has none.
 * @param reading its `cwd` is what `file:` tokens are relative to.
 */
export function presenter(
  setting: Setting,
  reading: TokenReading,
): (subject: SuiteSubject) => Promise<{ asked: Asked; shown: Shown }> {
  const { ctx } = reading
  let keys: Promise<FlawKeys> | undefined
  return async (subject) => {
    if (subject.kind === 'token') {
      const token = await readToken(subject.from, reading)
      const shown: SubjectShown = { kind: 'token', name: null, source: token.source }
      const asked = { kind: 'token', token, shown } as const
      return { asked, shown: await present(asked, setting, ctx) }
    }
    const who = subject.subject
    const shown = { kind: who.kind, name: nameOf(who), source: `--${who.kind}` }
    const asked = { kind: 'named', subject: who, shown } as const
    if (isDisabled(who) || (subject.scope === undefined && subject.flaw === undefined)) {
      return { asked, shown: await present(asked, setting, ctx) }
    }
    if (subject.flaw !== undefined) keys ??= flawKeys(setting)
    return { asked, shown: await presentChanged(subject, setting, ctx, await keys) }
  }
}

/** The key that flawed tokens are held against, and one that nobody trusts. */
interface FlawKeys {
  readonly right: Key
  readonly other: Key
}

async function flawKeys({ catalog }: Setting): Promise<FlawKeys> {
  const right = await makeKey(memoryAlgorithm(catalog.token.algorithm))
  return { right, other: await makeKey(right.algorithm) }
}

async function presentChanged(
  { subject, scope, flaw }: NamedSubject,
  setting: Setting,
  ctx: Context,
  keys: FlawKeys | undefined,
): Promise<Shown> {
  const { catalog } = setting
  const now = setting.at === 'iat' ? ctx.now() : setting.at
  const { scopes } = issue(catalog, subject, scope)
  if (flaw !== undefined && keys) {
    return presentFlawed(flaw, { subject, scopes, now, keys }, setting, ctx)
  }
  return throughMemory(catalog, subject, scopes, now, ctx)
}

interface Flawed {
  readonly subject: Subject
  readonly scopes: readonly string[]
  readonly now: number
  readonly keys: FlawKeys
}

async function presentFlawed(
  flaw: Flaw,
  { subject, scopes, now, keys }: Flawed,
  { catalog, leeway }: Setting,
  ctx: Context,
): Promise<Shown> {
  const { issuers, audiences, lifetime } = catalog.token
  const { right: rightKey, other: otherKey } = keys
  const { algorithm } = rightKey
  const trust = { algorithm, keys: [rightKey], issuers, audiences, subject: catalog.token.subject }
  const stamp = { now, lifetime, jti: newJti(ctx) }
  const text = await makeFlawed(flaw, {
    catalog,
    subject,
    scopes,
    stamp,
    trust,
    rightKey,
    otherKey,
  })
  const read = decode(text)
  const presented = await verify(text, trust, { now, leeway })
  const token = read.kind === 'decoded' ? read.token : undefined
  return { presented, token, sent: { text, trust }, now, key: undefined, notes: [] }
}
