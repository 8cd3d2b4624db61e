import type { Gathering } from './gathering.js'
import type { Part } from './part.js'

/** A keyword of auth0-deploy-cli, which it replaces from its own settings: `##NAME##` in a text, `@@NAME@@` for a whole value. */
const KEYWORD = /(##|@@)([A-Za-z_][\w.-]*)\1/g
/** Private characters that stand for `#` and `@`: YAML reads them as text, and no name of a catalog may have them. */
const [HASH, AT] = ['\ue000', '\ue001']
const MARKED = /[\ue000\ue001]/
const MARKS = /[\ue000\ue001]/g

/**
 * A tenant file in which keywords are text wherever they are: for YAML, `##NAME##` after a space is a comment, so the value
 * would be missing, and `@@NAME@@` is a syntax error. Everything keeps its line and column.
 */
export const markKeywords = (text: string): string =>
  text.replace(KEYWORD, (_, sign: string, name: string) => {
    const mark = (sign === '##' ? HASH : AT).repeat(2)
    return `${mark}${name}${mark}`
  })

/** The text as it was written. */
export const showKeywords = (text: string): string =>
  text.replace(MARKS, (mark) => (mark === HASH ? '#' : '@'))

const hasKeyword = (text: string): boolean => MARKED.test(text)

/** Whether a value can be read: one with a keyword is not known, so it is left out, by name. */
export function isKnown(part: Part, found: Gathering, what: string): boolean {
  const { value } = part
  if (typeof value !== 'string' || !hasKeyword(value)) return true
  found.leave('auth0-keyword', `${what}: ${showKeywords(value)}`, part)
  return false
}

/** The items of a list, those with a keyword left out; none if a keyword stands for the list. */
export const knownItems = (part: Part, found: Gathering, what: string): Part[] =>
  isKnown(part, found, what) ? part.items().filter((item) => isKnown(item, found, what)) : []
