import { type Document, isCollection, type Node, visit } from 'yaml'
import { COMMAND_SIGN, COMMAND_START, isPrintable, replaceUnsafe } from '../core/unsafe-text.js'
import { readAs } from './yaml-scalar.js'

/**
 * A YAML document as text that can be printed anywhere: its names and values contain no raw control, invisible
 * character or CI runner command. Such text is written in double quotes, where YAML has escapes, so it is read back the
 * same. Its comments must not contain any.
 */
export function safeYaml(
  doc: Document<Node>,
  lineWidth: number,
  layout: { readonly indent?: number; readonly indentSeq?: boolean } = {},
): string {
  visit(doc, {
    Scalar: (_key, node, above) => {
      if (typeof node.value !== 'string') return
      const inBrackets = above.some((each) => isCollection(each) && each.flow)
      // The library quotes what YAML reads as a number; other parsers accept more as one (`0O7`).
      // Multi-line text in brackets would be written without quotes, and there `a:` at the end of a line is a name.
      const isFolded = inBrackets && node.value.includes('\n')
      if (!isSafe(node.value) || isFolded || readAs(node.value) === 'a number')
        node.type = 'QUOTE_DOUBLE'
    },
  })
  return replaceUnsafe(
    doc.toString({
      ...layout,
      lineWidth,
      doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    }),
    (character) => (character === '\n' ? character : escaped(character)),
  )
    .replace(NON_CHARACTER, escaped)
    .replace(COMMAND_SIGN, '#\\x23')
    .replace(COMMAND_START, '$1\\x3a:')
}

/** Our own reader refuses these. */
const NON_CHARACTER = /[\ufffe\uffff]/g

/**
 * A long text is folded at its spaces, so any word may end up at the start of a line. Some parsers read one that begins
 * with `?` as a key; and in a block the library loses white space at either end of a line.
 */
const isSafe = (text: string): boolean =>
  isPrintable(text) &&
  !/^\?|\s::|\t/.test(text) &&
  !(text.includes('\n') && /^ | \n| $/.test(text)) &&
  text.search(NON_CHARACTER) < 0

const escaped = (character: string): string =>
  `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`
