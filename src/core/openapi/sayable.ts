import type { Alternative, Requirement } from '../catalog/model.js'
import { writtenAlternatives } from '../catalog/requirement.js'

type Scopes = Pick<ReadonlyMap<string, unknown>, 'has'>

const AUTHENTICATED = 'authenticated'

/**
 * A requirement that the catalog can express although a scope has the name of a keyword: parts that would be misread
 * become rules in words, which allow nobody.
 *
 * @param scopes those that the catalog declares
 * @returns undefined if the requirement can be written as it is
 */
export function sayable(requirement: Requirement, scopes: Scopes): Requirement | undefined {
  const { level } = requirement
  const written = writtenAlternatives(requirement)
  const alternatives = scopes.has(AUTHENTICATED) ? written.map(withoutKeyword) : written
  if (level !== 'scopes' && scopes.has(level)) {
    return { level: 'scopes', alternatives: [inWords(level), ...alternatives] }
  }
  const isSame = alternatives.every((each, i) => each === written[i])
  return isSame || level !== 'scopes' ? undefined : { level, alternatives }
}

const inWords = (word: string): Alternative => ({
  scopes: [],
  others: [{ other: `${word}, by the document` }],
})

/** Next to `{ scheme }`, `authenticated` can only be the keyword, and only if no scope has that name. */
function withoutKeyword(alternative: Alternative): Alternative {
  const { scopes, others } = alternative
  const isScope = scopes.includes(AUTHENTICATED) && others.some((way) => 'scheme' in way)
  if (!isScope && !others.some((way) => AUTHENTICATED in way)) return alternative
  const kept = others.filter((way) => !(AUTHENTICATED in way))
  const word = isScope ? `the scope ${AUTHENTICATED}` : AUTHENTICATED
  return {
    scopes: scopes.filter((name) => name !== AUTHENTICATED || !isScope),
    others: [...inWords(word).others, ...kept],
  }
}
