import { nameOf } from '../core/subject/model.js'
import type { SuiteSubject } from '../core/suite/model.js'
import { readToken, type TokenReading } from '../io/token-source.js'
import type { Asked } from './subject.js'

/**
 * Resolves the subject of a suite, or of a line of `check --batch`.
 * @param reading `file:` tokens are relative to its `cwd`.
 */
export async function askedIn(subject: SuiteSubject, reading: TokenReading): Promise<Asked> {
  if (subject.kind === 'token') {
    const token = await readToken(subject.from, reading)
    return { kind: 'token', token, shown: { kind: 'token', name: null, source: token.source } }
  }
  const who = subject.subject
  return { ...subject, shown: { kind: who.kind, name: nameOf(who), source: `--${who.kind}` } }
}
