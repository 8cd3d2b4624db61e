import type { CallFault } from '../core/problems/replay.js'
import { callTime } from '../core/replay/call-time.js'
import type { Known } from '../core/replay/holder.js'
import type { CallRecord } from '../core/replay/record.js'
import { Repeated } from '../core/replay/repeated.js'
import { normaliseToken } from '../core/token/compact.js'
import type { Trust } from '../core/token/model.js'
import { type Examined, examine } from '../core/token/verify.js'
import { SignatureThreads } from '../io/replay/signature-threads.js'
import type { Session } from './session.js'

/** Verifies the tokens of calls, each with the configured key. */
export class CallTokens {
  readonly #session: Session
  #trust: Promise<Trust> | undefined
  readonly #signatures = new SignatureThreads()
  /** A client uses its token for many calls. */
  readonly #examined = new Repeated<Promise<Examined>>()

  constructor(session: Session) {
    this.#session = session
  }

  /** The caller with a verified or refused token in place of its text. */
  async known(call: CallRecord): Promise<Known | CallFault> {
    const { caller } = call
    if (caller.kind !== 'token') return caller
    const { options, leeway } = this.#session
    const now = callTime(call, options.at)
    if (now === undefined) return { is: 'no-time' }
    // Keys are only looked for if a log has a token.
    this.#trust ??= this.#session.keys.trust().then(({ trust }) => trust)
    const trust = await this.#trust
    const text = normaliseToken(caller.text)
    const examined = await this.#examined.of(text, () =>
      examine(text, trust, this.#signatures.holds),
    )
    // The time is that of each line.
    const found = examined({ now, leeway })
    return found.kind === 'rejected' ? found : { kind: 'accepted', token: found.token }
  }

  /** Ends what verifies signatures. */
  close(): Promise<void> {
    return this.#signatures.close()
  }
}
