import { replaceUnsafe } from '../unsafe-text.js'

type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [name: string]: Value }

/**
 * A value as YAML that people can read: block style, and texts of several lines as they are. Others are quoted unless they
 * are plain words; with quotes or backslashes in them, by single quotes.
 *
 * @param options.inline a map or list with at most so many characters is written on the line of its name: `{ name: value }`
 */
export const blockYaml = (value: Value, { inline = 0 }: { inline?: number } = {}): string =>
  `${linesOf(value, inline).join('\n')}\n`

function linesOf(value: Value, inline: number): string[] {
  if (isList(value)) return value.flatMap((item) => nested('- ', itemLines(item, inline)))
  if (!isMap(value)) return [scalar(value)]
  return Object.entries(value).flatMap(([name, each]) => {
    const lines = itemLines(each, inline)
    const [first = ''] = lines
    if (isLines(each)) return [`${scalar(name)}: |-`, ...each.split('\n').map(indented)]
    if (!isFilled(each) || isInline(each, lines)) return [`${scalar(name)}: ${first}`]
    return [`${scalar(name)}:`, ...lines.map((line) => `  ${line}`)]
  })
}

function itemLines(value: Value, inline: number): string[] {
  const text = isFilled(value) ? inlineOf(value, inline) : undefined
  return text === undefined ? linesOf(value, inline) : [text]
}

/** Only what is inline begins with a bracket. */
const isInline = (value: Value, [first = '']: readonly string[]): boolean =>
  isFilled(value) && /^[[{]/.test(first)

/** Undefined if it has more characters. */
function inlineOf(value: Value, most: number): string | undefined {
  if (!isFilled(value)) return isLines(value) ? undefined : scalar(value)
  const parts: string[] = []
  let left = most - 4
  const [open, close] = isList(value) ? ['[', ']'] : ['{ ', ' }']
  for (const [name, each] of Object.entries(value as object)) {
    const text = left > 0 ? inlineOf(each, left) : undefined
    if (text === undefined) return undefined
    parts.push(isList(value) ? text : `${scalar(name)}: ${text}`)
    left -= (parts.at(-1) ?? '').length + 2
  }
  return left >= -2 ? `${open}${parts.join(', ')}${close}` : undefined
}

const nested = (mark: string, [first = '', ...rest]: readonly string[]): string[] => [
  `${mark}${first}`,
  ...rest.map((line) => `  ${line}`),
]

const isList = (value: Value): value is readonly Value[] => Array.isArray(value) && isFilled(value)

const isMap = (value: Value): value is { readonly [name: string]: Value } =>
  isFilled(value) && !Array.isArray(value)

const isFilled = (value: Value): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

/** Words that YAML reads as text: anything else is quoted. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z_][A-Za-z0-9_.]*$/i

function scalar(value: Value): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  if (PLAIN.test(value)) return value
  return /["\\\\]/.test(value) && /^[ -~]*$/.test(value)
    ? `'${value.replaceAll("'", "''")}'`
    : replaceUnsafe(JSON.stringify(value), escapeOf)
}

/** Some of these are line breaks in YAML 1.1, which reads them as spaces. */
function escapeOf(char: string): string {
  const hex = (char.codePointAt(0) ?? 0).toString(16)
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`
}

/** Lines of visible ASCII, the first of which is not indented, as each that has a text after it. */
const isLines = (value: Value): value is string =>
  typeof value === 'string' && /^[!-~][ -~]*(?:\n[ -~]*)*\n *[!-~][ -~]*$/.test(value)

const indented = (line: string): string => (line === '' ? '' : `  ${line}`)

export type { Value as YamlValue }
