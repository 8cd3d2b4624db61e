import { type CST, Lexer, Parser } from 'yaml'
import { ROUTE_LIMIT } from '../core/catalog/route-limit.js'
import { type Problem, problem } from '../core/problem.js'
import { DEPTH_LIMIT, type Finding } from './findings.js'

/** How many names and values a file may contain: the library's tree of so many takes about a gigabyte. */
export const VALUE_LIMIT = 800_000

/**
 * The concrete syntax tree, built token by token so that depth and size are limited while it grows: composing a tree
 * that is too deep crashes Node itself, not only the call.
 *
 * @param findings is given what is wrong with it; undefined is returned if it cannot be read on
 */
export function tokenize(
  text: string,
  findings: Finding[],
  maxValues: number,
): CST.Token[] | undefined {
  const tokens: CST.Token[] = []
  const parser = new Parser()
  let offset = 0
  let values = 0
  const stop = (found: Problem, start = offset, end = start + 1): undefined => {
    findings.push({ start, end, problem: found })
  }
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    // The stack contains the document and a scalar in addition to the open collections.
    if (parser.stack.length > DEPTH_LIMIT + 2)
      return stop(problem('nested-too-deep', { limit: DEPTH_LIMIT }))
    if (STARTS_VALUE.has(lexeme.charCodeAt(0)) && ++values > maxValues) {
      return stop(problem('too-many-values', { limit: maxValues }))
    }
    const routes = excessRoutes(parser.stack)
    if (routes) {
      const { offset: start, source } = routes
      return stop(problem('too-many-routes', { limit: ROUTE_LIMIT }), start, start + source.length)
    }
    if (!isMark(lexeme)) offset += lexeme.length
  }
  for (const token of parser.end()) tokens.push(token)
  for (const token of tokens) {
    if (token.type !== 'directive') continue
    const found = problem('yaml-directive', { directive: token.source })
    findings.push({ start: token.offset, end: token.offset + token.source.length, problem: found })
  }
  return tokens
}

/**
 * The name `routes` of a catalog, once there are too many below it: the library's tree of all of them would take most of the
 * memory. Routes in unusual notation are counted later, as those in JSON.
 */
function excessRoutes([, root, routes]: readonly CST.Token[]): CST.FlowScalar | undefined {
  const pairs = pairsOf(routes)
  if (!pairs || pairs.length <= ROUTE_LIMIT) return undefined
  // The last pair may only be a comment so far.
  if (pairs.length === ROUTE_LIMIT + 1 && !pairs.at(-1)?.key) return undefined
  const key = pairsOf(root)?.at(-1)?.key
  if (key?.type !== 'scalar' && key?.type !== 'double-quoted-scalar') return undefined
  return key.source.replaceAll('"', '') === 'routes' ? key : undefined
}

function pairsOf(token: CST.Token | undefined): CST.CollectionItem[] | undefined {
  if (token?.type === 'block-map') return token.items
  return token?.type === 'flow-collection' && token.start.source === '{' ? token.items : undefined
}

/** The number of names and values in a text, in little memory. Collections in block style count only by what they contain. */
export function countValues(text: string): number {
  let count = 0
  for (const lexeme of new Lexer().lex(text)) if (STARTS_VALUE.has(lexeme.charCodeAt(0))) count++
  return count
}

/** Marks that the lexer yields in addition to pieces of the text: document, end of flow, scalar. */
const isMark = (lexeme: string): boolean =>
  lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f'
/** The mark of a scalar, `"`, `'`, `[`, `{`. */
const STARTS_VALUE = new Set([0x1f, 0x22, 0x27, 0x5b, 0x7b])
