import { type Document, isCollection, type Node, visit } from 'yaml'
import { COMMAND_SIGN, COMMAND_START, isPrintable, replaceUnsafe } from '../core/unsafe-text.js'
import { readAs } from './yaml-scalar.js'

/**
 * A YAML document as text that can be printed anywhere: in its names and values there is no raw control, invisible
 * character or command of a CI runner. They stand in double quotes, where YAML has escapes for them, so the text is
 * read back the same. Its comments have none in them already.
 */
export function safeYaml(doc: Document<Node>, lineWidth: number): string {
  visit(doc, {
    Scalar: (_key, node, above) => {
      if (typeof node.value !== 'string') return
      const inBrackets = above.some((each) => isCollection(each) && each.flow)
      // The library quotes what YAML reads as a number; other parsers take more for one (`0O7`).
      // Text of several lines in brackets would be written without quotes, and `a:` at the end of a line there is a name.
      const isFolded = inBrackets && node.value.includes('\n')
      if (!isSafe(node.value) || isFolded || readAs(node.value) === 'a number')
        node.type = 'QUOTE_DOUBLE'
    },
  })
  return replaceUnsafe(
    doc.toString({ lineWidth, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER }),
    (character) => (character === '\n' ? character : escaped(character)),
  )
    .replace(NON_CHARACTER, escaped)
    .replace(COMMAND_SIGN, '#\\x23')
    .replace(COMMAND_START, '$1\\x3a:')
}

/** Our own reader refuses them. */
const NON_CHARACTER = /[\ufffe\uffff]/g

/**
 * A long text is folded at its spaces, so that any word may come to begin a line. Some parsers take one that begins with
 * `?` for a key; and of a block the library loses white space at either end of a line.
 */
const isSafe = (text: string): boolean =>
  isPrintable(text) &&
  !/^\?|\s::|\t/.test(text) &&
  !(text.includes('\n') && /^ | \n| $/.test(text)) &&
  text.search(NON_CHARACTER) < 0

const escaped = (character: string): string =>
  `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`
