import { type Expectation, isVerdict } from '../decision/expect.js'
import { fail } from '../errors.js'
import type { ServerAnswer } from './model.js'

/**
 * Whether a server's answer is what was expected; `deny` means any but 200. A server compares scopes in its own way, so
 * `enforce` does not matter.
 * @throws ScopectlError for a reason, since servers do not give one.
 */
export function meetsServer({ name, status }: ServerAnswer, expected: Expectation): boolean {
  if (!isVerdict(expected)) fail('server-gives-no-reason', { server: name, reason: expected })
  if (expected === 'allow') return status === 200
  return expected === 'deny' ? status !== 200 : expected === String(status)
}
