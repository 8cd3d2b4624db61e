import type { Reply } from '../../core/serve/reply.js'
import { describeFault } from '../../report/words/replies.js'

/** The body to send for a reply, with the description of a refusal. */
export const bodyOf = ({ body, fault }: Reply): object =>
  fault ? { ...body, error_description: describeFault(fault) } : body
