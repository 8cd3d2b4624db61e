import type { CommandFault } from './command-fault.js'

/** Problems with the tokens that the user supplies to `probe`. Their texts are in no message. */
export interface ProbeTokenProblems {
  'probe-token-for': Record<never, never>
  'probe-token-twice': { who: string }
  'probe-token-stdin': Record<never, never>
  /** Neither a comment nor an entry. */
  'probe-tokens-line': { file: string; line: number }
  'probe-tokens-empty': { file: string }
  'probe-tokens-open': { file: string; mode: string }
  'probe-token-malformed': { who: string; source: string }
  /** The words of a command cannot be told. */
  'probe-cmd': Record<never, never>
  'probe-token-cmd': { role: string; program: string; why: CommandFault }
  /** During the run. */
  'probe-token-expired': { who: string }
  /** A new token holds other scopes than the one before. */
  'probe-token-changed': { who: string }
}
