import { fail } from '../core/errors.js'
import { splitScopes } from '../core/scope-token.js'
import { isDisabled, type Subject } from '../core/subject/model.js'
import type { SubjectFile } from '../core/suite/schema.js'
import { decode } from '../core/token/decode.js'
import { makeFlawed } from '../core/token/make-flawed.js'
import { issue } from '../core/token/mint.js'
import { verify } from '../core/token/verify.js'
import type { Context } from '../io/context.js'
import type { Environment } from '../io/env-file.js'
import { makeKey } from '../io/make-key.js'
import { memoryAlgorithm, newJti, readFlaw } from './flawed.js'
import { present, type Shown, throughMemory } from './present.js'
import type { Setting } from './setting.js'
import type { SubjectOptions } from './shared-flags.js'
import { type Asked, readSubject } from './subject.js'

const KINDS = ['user', 'client', 'role', 'scopes', 'anonymous', 'token'] as const

/**
 * A subject in a suite's words: one of user, client, role, scopes, anonymous, token; `scope` narrows its token, `flaw`
 * gives it one defect. Flawed tokens are signed with a key made in memory, never with a configured one.
 */
export async function presentSuiteSubject(
  form: SubjectFile,
  setting: Setting,
  { environment, ctx }: { environment: Environment; ctx: Context },
): Promise<{ asked: Asked; shown: Shown }> {
  const kinds = KINDS.filter((kind) => form[kind] !== undefined)
  if (kinds.length !== 1)
    fail('batch-line', { why: `\`as\` has to name one of ${KINDS.join(', ')}` })
  const asked = await readSubject([], optionsOf(form), setting, { environment, ctx })
  if (form.scope === undefined && form.flaw === undefined) {
    return { asked, shown: await present(asked, setting, ctx) }
  }
  if (
    asked.kind !== 'named' ||
    asked.subject.kind === 'anonymous' ||
    asked.subject.kind === 'scopes'
  ) {
    return fail('batch-line', { why: '`scope` and `flaw` go with a user, client or role' })
  }
  if (isDisabled(asked.subject)) return { asked, shown: await present(asked, setting, ctx) }
  return { asked, shown: await presentChanged(form, asked.subject, setting, ctx) }
}

async function presentChanged(
  form: SubjectFile,
  subject: Subject,
  setting: Setting,
  ctx: Context,
): Promise<Shown> {
  const { catalog } = setting
  const now = setting.at === 'iat' ? ctx.now() : setting.at
  const want = form.scope === undefined ? undefined : splitScopes(form.scope)
  const { scopes } = issue(catalog, subject, want)
  if (form.flaw === undefined) {
    const presented = await throughMemory(catalog, subject, scopes, now, ctx)
    const token = presented.kind === 'verified' ? presented.token : undefined
    return { presented, token, now, key: undefined, notes: [] }
  }
  const rightKey = await makeKey(memoryAlgorithm(catalog.token.algorithm))
  const { issuers, audiences, lifetime } = catalog.token
  const trust = { algorithm: rightKey.algorithm, keys: [rightKey], issuers, audiences }
  const stamp = { now, lifetime, jti: newJti(ctx) }
  const otherKey = await makeKey(rightKey.algorithm)
  const kit = { catalog, subject, scopes, stamp, trust, rightKey, otherKey }
  const text = await makeFlawed(readFlaw(form.flaw), kit)
  const read = decode(text)
  const presented = await verify(text, trust, { now, leeway: setting.leeway })
  const token = read.kind === 'decoded' ? read.token : undefined
  return { presented, token, now, key: undefined, notes: [] }
}

function optionsOf({ user, client, role, scopes, anonymous, token }: SubjectFile): SubjectOptions {
  const join = (names: string | readonly string[]) =>
    typeof names === 'string' ? names : names.join(' ')
  return {
    ...(user === undefined ? {} : { user }),
    ...(client === undefined ? {} : { client }),
    ...(role === undefined ? {} : { role: typeof role === 'string' ? [role] : role }),
    ...(scopes === undefined ? {} : { scopes: join(scopes) }),
    ...(anonymous === undefined ? {} : { anonymous }),
    ...(token === undefined ? {} : { token }),
  }
}
