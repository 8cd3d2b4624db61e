import type { Catalog } from '../catalog/model.js'
import { satisfies } from '../catalog/requirement.js'
import type { Reason } from '../reason.js'
import type { Held, Presented } from './presented.js'
import type { Question } from './question.js'

/** The bare answer: what decide() says, without the reasons, the missing scopes and who would grant them. */
export interface Verdict {
  readonly status: 200 | 401 | 403
  /** The leading reason of a denial. */
  readonly reason: Reason | undefined
  /** Whether each view allows, where the two differ. */
  readonly views: { readonly literal: boolean; readonly implied: boolean } | undefined
}

const ALLOW: Verdict = { status: 200, reason: undefined, views: undefined }
const NO_TOKEN: Verdict = { status: 401, reason: 'no-token', views: undefined }
const FORBIDDEN: Verdict = { status: 403, reason: 'insufficient_scope', views: undefined }

/**
 * The short form of decide(), for any number of questions about one token; a property holds the two equal.
 * @param held what the token carries (heldBy), where one was accepted: read once for any number of questions.
 */
export function verdictOf(
  catalog: Catalog,
  { requirement }: Pick<Question, 'requirement'>,
  presented: Presented | { readonly kind: 'verified' },
  held: { readonly views: Pick<Held['views'], 'literal' | 'implied'> } | undefined,
): Verdict {
  if (requirement.level === 'public') return ALLOW
  if (presented.kind === 'none') return NO_TOKEN
  if (presented.kind === 'rejected') {
    return { status: 401, reason: presented.refusals[0].reason, views: undefined }
  }
  if (!held) throw new Error('an accepted token was not read')
  const { views } = held
  const literal = satisfies(requirement, views.literal)
  // What is implied comes to what is written: as many are the same ones.
  const isSame = views.implied.size === views.literal.size
  const implied = isSame ? literal : satisfies(requirement, views.implied)
  const allows = catalog.token.enforce === 'literal' ? literal : implied
  const plain = allows ? ALLOW : FORBIDDEN
  return literal === implied ? plain : { ...plain, views: { literal, implied } }
}
