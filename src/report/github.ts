import { escapeText } from './escape.js'

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
  readonly title: string
  readonly message: string
}

/**
 * A GitHub workflow command that marks a line of a file. Nothing in its text can end the line, start another
 * command (`::…::` at a line's start, others anywhere), or leave its property.
 */
export function annotation({ level, file, line, column, title, message }: Annotation): string {
  const properties = [
    ['file', file],
    ['line', line],
    ['col', column],
    ['title', title],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${property(String(value))}`]))
  return `::${level} ${properties.join(',')}::${data(message)}\n`
}

/** Escapes a message: `%` and line breaks in GitHub's way, other unsafe characters in ours. */
export const data = (text: string): string =>
  text
    .split(/(\r\n|\r|\n)/)
    .map(piece)
    .join('')

const piece = (text: string, i: number): string =>
  i % 2 === 1
    ? text.replaceAll('\r', '%0D').replaceAll('\n', '%0A')
    : escapeText(text).replaceAll('%', '%25')

/** Escapes a property value, where `:` and `,` are also special. */
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** Replaces the file of each annotation in a printed text: GitHub resolves it from the root of the repository. */
export const withFiles = (printed: string, pathOf: (file: string) => string): string =>
  printed.replace(
    /^(::(?:error|warning|notice) file=)([^,:]*)/gm,
    (_, start: string, file: string) => `${start}${property(pathOf(unescaped(file)))}`,
  )

const unescaped = (text: string): string =>
  text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%')
