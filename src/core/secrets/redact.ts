import { isSecretName, unescapedName } from './names.js'

/** From an offset of a line up to another. */
export type Span = readonly [start: number, end: number]

/** A name and its colon (or equals sign), anywhere in a line of YAML or JSON. Bounded, so that it takes linear time. */
const NAME =
  /(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|(?<![^\s{[,?-])([^\s"'{}[\],#=?-][^"'{}[\],#=]{0,80}?))\s*(?::(?=\s|$|["'[{])|(?<=["']):|=(?!=))\s*/g
/** `password hunter2`, whose colon is missing or another sign; `password:hunter2`, alone on its line or in braces. */
const UNPARTED =
  /(?:^|[{,])\s*(?:- +)?([\p{L}\p{N}_.-]{1,64})(?:\s+|\s*(?:[:;：|]|[-=]>)\s*)([^\s:,{}[\]]+)\s*(?=$|[,}])/gu
/** What is a secret wherever it stands: tokens, hashes of passwords, keys. */
const CONTENT = /\beyJ[\w-]*\.[\w.-]+|\bscrypt\$\S+|-----BEGIN.*|[A-Za-z0-9+/_-]{32,}={0,2}/g
/** The password in an address, or the token in its place. */
const USERINFO = /:\/\/(?:[^\s/@:]*:)?([^\s/@]+)@/g
/** The query of an address or route. */
const QUERY = /[/\w}]\?([^\s"'`?#=]+=[^\s"'`]+)/g

/**
 * A line of a file as it may be shown: what may be a secret is covered with `*`, and every column stays where it is.
 *
 * @param maps a map under the name of a secret is covered as a whole. Otherwise it is looked into, as a role or scope may
 * be called `secret`.
 */
export function redact(line: string, { maps = false }: { maps?: boolean } = {}): string {
  const spans = [...named(line, maps), ...unparted(line), ...content(line)]
  return covered(
    line,
    spans.sort(([a], [b]) => a - b),
  )
}

/** @param spans in their order; they may overlap. */
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

function* named(line: string, maps: boolean): Generator<Span> {
  let from = 0
  for (const { index, end, name } of namesIn(line)) {
    if (index < from || end >= line.length || !isSecretName(name)) continue
    if (line[end] === '{' && (!maps || isSection(name))) continue
    from = endOfValue(line, end)
    yield [end, from]
  }
}

/** The settings of tokens: a section of the catalog, and no secret. */
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
    yield [index + 2, index + 2 + query.length]
  }
}

interface Name {
  readonly index: number
  /** Behind the colon and the spaces after it. */
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
/** What was covered before: lines from a file are, and are looked at once more before they are shown. */
const COVERED = /^\*{2,}(?=\s*(?:[,}\]]|$))/

/** Unquoted text reaches to the line's end: a comma in it may be the secret's. */
function endOfValue(line: string, start: number): number {
  const rest = line.slice(start)
  const quoted = /^(?:"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^']|'')*(?:'|$))/.exec(rest)?.[0]
  if (quoted !== undefined) return start + quoted.length
  if (/^[[{]/.test(rest)) return start + bracketed(rest)
  const word = (COVERED.exec(rest) ?? JSON_WORD.exec(rest))?.[0]
  return word === undefined ? line.length : start + word.length
}

/** How long the brackets are that a text begins with; all of it, if they are not closed. */
function bracketed(text: string): number {
  let depth = 0
  for (const { 0: piece, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[[\]{}]/g)) {
    if (piece === '[' || piece === '{') depth++
    else if (piece === ']' || piece === '}') depth--
    if (depth === 0) return index + piece.length
  }
  return text.length
}

/** Long texts without spaces are names and paths as well: keys have digits and both cases, or are hex. */
const isRandom = (text: string): boolean =>
  !/^[A-Za-z0-9+/_=-]+$/.test(text) ||
  /^[0-9a-f]+$/i.test(text) ||
  (/[0-9]/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text))
