import type { Reply } from '../../core/serve/reply.js'
import { describeFault } from '../../report/words/replies.js'

/** What is sent of a reply, with the description of why it is a refusal. */
export const bodyOf = ({ body, fault }: Reply): object =>
  fault ? { ...body, error_description: describeFault(fault) } : body
