import { isSecretName, unescapedName } from './names.js'

/** A range of offsets in a line. */
export type Span = readonly [start: number, end: number]

/** A name and its colon (or equals sign), anywhere in a line of YAML or JSON. Bounded, so that it takes linear time. */
const NAME =
  /(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|(?<![^\s{[,?-])([^\s"'{}[\],#=?-][^"'{}[\],#=]{0,80}?))\s*(?::(?=\s|$|["'[{])|(?<=["']):|=(?!=))\s*/g
/** `password hunter2`, with no colon or another sign; `password:hunter2`, alone on its line or in braces. */
const UNPARTED =
  /(?:^|[{,])\s*(?:- +)?([\p{L}\p{N}_.-]{1,64})(?:\s+|\s*(?:[:;：|]|[-=]>)\s*)([^\s:,{}[\]]+)\s*(?=$|[,}])/gu
/** What is a secret wherever it appears: tokens, password hashes, keys. */
const CONTENT = /\beyJ[\w-]*\.[\w.-]+|\bscrypt\$\S+|-----BEGIN.*|[A-Za-z0-9+/_-]{32,}={0,2}/g
/** The password in a URL, or a token in its place. */
const USERINFO = /:\/\/(?:[^\s/@:]*:)?([^\s/@]+)@/g
/** The query of a URL or route. */
const QUERY = /[/\w}]\?([^\s"'`?#=]+=[^\s"'`]+)/g

/**
 * A line of a file in a form that may be shown: what may be a secret is covered with `*`, and every column keeps its
 * position.
 *
 * @param maps covers a map under the name of a secret as a whole. Otherwise its contents are examined, since a role or
 * scope may be called `secret`.
 * @param lists covers a list under the name of a secret as a whole
 */
export function redact(
  line: string,
  { maps = false, lists = true }: { maps?: boolean; lists?: boolean } = {},
): string {
  const spans = [...named(line, maps, lists), ...unparted(line), ...content(line)]
  return covered(
    line,
    spans.sort(([a], [b]) => a - b),
  )
}

/** @param spans in order; they may overlap. */
export function covered(line: string, spans: readonly Span[]): string {
  const parts: string[] = []
  let at = 0
  for (const [start, end] of spans) {
    if (end <= at) continue
    const from = Math.max(at, start)
    parts.push(line.slice(at, from), '*'.repeat(end - from))
    at = end
  }
  return parts.length === 0 ? line : parts.join('') + line.slice(at)
}

function* named(line: string, maps: boolean, lists: boolean): Generator<Span> {
  let from = 0
  for (const { index, end, name } of namesIn(line)) {
    if (index < from || end >= line.length || !isSecretName(name)) continue
    if (line[end] === '{' && (!maps || isSection(name))) continue
    if (line[end] === '[' && !lists) continue
    from = endOfValue(line, end)
    yield [end, from]
  }
}

/** Whether it is the section for token settings, which is not a secret. */
export const isSection = (name: string): boolean => /^tokens?$/i.test(name)

function* unparted(line: string): Generator<Span> {
  for (const { 0: whole, 1: name = '', 2: value = '', index } of line.matchAll(UNPARTED)) {
    const start = index + whole.lastIndexOf(value)
    if (isSecretName(name)) yield [start, start + value.length]
  }
}

function* content(line: string): Generator<Span> {
  for (const { 0: text, index } of line.matchAll(CONTENT)) {
    if (isRandom(text)) yield [index, index + text.length]
  }
  for (const { 0: whole, 1: password = '', index } of line.matchAll(USERINFO)) {
    const start = index + whole.length - 1 - password.length
    yield [start, start + password.length]
  }
  for (const { 1: query = '', index } of line.matchAll(QUERY)) {
    if (!isExpression(query)) yield [index + 2, index + 2 + query.length]
  }
}

/** One option of OData such as `$filter=isRead`, without a word for a secret: `$skiptoken` has one. */
const isExpression = (query: string): boolean =>
  /^\$[A-Za-z]+=[\w.,/{}()-]{1,64}$/.test(query) && !query.split(/[^\w]+/).some(isSecretName)

interface Name {
  readonly index: number
  /** The offset after the colon and any spaces. */
  readonly end: number
  readonly name: string
}

export function* namesIn(line: string): Generator<Name> {
  for (const found of line.matchAll(NAME)) {
    const [whole, double, single, plain] = found
    const name = double === undefined ? (single ?? plain ?? '') : unescapedName(double)
    yield { index: found.index, end: found.index + whole.length, name }
  }
}

const JSON_WORD = /^(?:-?[0-9][0-9.eE+-]*|true|false|null)(?=\s*[,}\]])/
/** What is already covered: lines from a file are, and are checked again before they are shown. */
const COVERED = /^\*{2,}(?=\s*(?:[,}\]]|$))/

/** Unquoted text extends to the end of the line: a comma may be part of the secret. */
function endOfValue(line: string, start: number): number {
  const rest = line.slice(start)
  const quoted = /^(?:"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^']|'')*(?:'|$))/.exec(rest)?.[0]
  if (quoted !== undefined) return start + quoted.length
  if (/^[[{]/.test(rest)) return start + bracketed(rest)
  const word = (COVERED.exec(rest) ?? JSON_WORD.exec(rest))?.[0]
  return word === undefined ? line.length : start + word.length
}

/** The length of the brackets at the start of a text; all of it, if they are not closed. */
function bracketed(text: string): number {
  let depth = 0
  for (const { 0: piece, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[[\]{}]/g)) {
    if (piece === '[' || piece === '{') depth++
    else if (piece === ']' || piece === '}') depth--
    if (depth === 0) return index + piece.length
  }
  return text.length
}

/** Long texts without spaces may also be names and paths: keys have digits and both cases, or are hex. */
const isRandom = (text: string): boolean =>
  !/^[A-Za-z0-9+/_=-]+$/.test(text) ||
  /^[0-9a-f]+$/i.test(text) ||
  (/[0-9]/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text))
