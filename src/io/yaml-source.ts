import { Composer, isMap, isScalar, isSeq } from 'yaml'
import { problem } from '../core/problem.js'
import type { Source } from '../core/source.js'
import { type Finding, refuseRaw, toError } from './findings.js'
import { TextLines } from './text-lines.js'
import { yamlSource } from './yaml-found.js'
import { tokenize, VALUE_LIMIT } from './yaml-tokens.js'
import { YamlWalk } from './yaml-walk.js'

/** The library's `uniqueKeys` takes quadratic time, so the walk checks this itself. */
const STRICT = {
  version: '1.2',
  schema: 'core',
  strict: true,
  stringKeys: true,
  merge: false,
  uniqueKeys: false,
} as const

/**
 * Reads strict YAML 1.2 (core schema) into a plain value, and lists every problem in the text, not only the first.
 * Refused: tags, directives, anchors, aliases, merge keys, a second document, names that YAML would not read as text,
 * duplicate and reserved names, control characters, numbers that JavaScript cannot represent or that parsers read
 * differently, a root that is not a map. Depth and size are limited before a tree is built.
 *
 * NOT checked: what the names and values mean, and the length of the text (readText limits it).
 *
 * @param maxValues how many names and values it may have
 * @throws ScopectlError `stray-line-end`, `yaml-…`, `name-…`, `duplicate-name`, `reserved-name`, `bad-character`, `file-empty`,
 * `file-not-map`, `number-too-big`, `ambiguous-number`, `nested-too-deep`, `too-many-values`, `too-many-routes`, `too-many-problems`
 */
export function readYaml(file: string, text: string, maxValues = VALUE_LIMIT): Source {
  refuseRaw(file, text)
  const lines = new TextLines(file, text)
  const findings: Finding[] = []
  const tokens = tokenize(text, findings, maxValues)
  if (!tokens) throw toError(file, lines, findings)

  const [doc, second] = [...new Composer(STRICT).compose(tokens, true, text.length)]
  if (second) {
    const [start] = second.range
    findings.push({ start, end: start + 3, problem: problem('yaml-second-document', { file }) })
  }
  const walk = new YamlWalk(text, lines)
  const root = doc?.contents ?? null
  const value = walk.value(root)
  // If the text does not parse, this would be guesswork: a route in brackets looks like a name without a value.
  const isBroken = (doc?.errors.length ?? 0) > 0
  findings.push(...walk.findings.filter((each) => !isBroken || !isGuess(each)))
  for (const { code, message, pos } of [...(doc?.errors ?? []), ...(doc?.warnings ?? [])]) {
    if (SAID_BY_WALK.has(code) && walk.findings.length > 0) continue
    const args = { what: tidy(message), slip: isRouteSlip(text, pos[0]) }
    findings.push({
      start: pos[0],
      end: pos[1],
      syntax: true,
      problem: problem('yaml-syntax', args),
    })
  }
  if (findings.length === 0 && !isMap(root)) findings.push(rootFinding(file, root))
  if (findings.length > 0) throw toError(file, lines, findings)

  return yamlSource(file, text, { value, places: walk.places, root: walk.place })
}

const isGuess = ({ problem: { code } }: Finding): boolean => code === 'yaml-ambiguous'

/** Errors of the library for which the walk has better messages. */
const SAID_BY_WALK = new Set<string>(['TAG_RESOLVE_FAILED', 'NON_STRING_KEY'])

/** `[DELETE /users/{id}]`: in brackets, YAML reads the brace as a map. */
function isRouteSlip(text: string, offset: number): boolean {
  if (text[offset] !== '{') return false
  return /[A-Z]+ \/[^\s,[\]]*$/.test(text.slice(Math.max(0, offset - 200), offset))
}

/** The library's message in our style: lower case, one line, no final full stop. */
const tidy = (message: string): string =>
  (message.split('\n', 1)[0] ?? '')
    .replace(/[.:]$/, '')
    .replace(/^[A-Z](?=[a-z ])/, (c) => c.toLowerCase())

function rootFinding(file: string, root: unknown): Finding {
  const [start, end] = rangeOf(root) ?? [0, 1]
  const written = isSeq(root) || (isScalar(root) && end > start)
  const found = isSeq(root)
    ? 'a list'
    : isScalar(root) && root.value === null
      ? 'null'
      : 'a single value'
  return {
    start: written ? start : 0,
    end: written ? end : 1,
    problem: written ? problem('file-not-map', { file, found }) : problem('file-empty', { file }),
  }
}

type Range = readonly [number, number, ...number[]]
const rangeOf = (node: unknown): Range | undefined =>
  (node as { range?: Range } | null | undefined)?.range ?? undefined
