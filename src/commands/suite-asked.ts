import { nameOf } from '../core/subject/model.js'
import type { SuiteSubject } from '../core/suite/model.js'
import { readToken, type TokenReading } from '../io/token-source.js'
import type { Asked } from './subject.js'

/**
 * Whom a suite means, or a line of `check --batch`.
 * @param reading its `cwd` is what `file:` tokens are relative to.
 */
export async function askedIn(subject: SuiteSubject, reading: TokenReading): Promise<Asked> {
  if (subject.kind === 'token') {
    const token = await readToken(subject.from, reading)
    return { kind: 'token', token, shown: { kind: 'token', name: null, source: token.source } }
  }
  const who = subject.subject
  return { ...subject, shown: { kind: who.kind, name: nameOf(who), source: `--${who.kind}` } }
}
