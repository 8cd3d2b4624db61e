import type { Scalar } from '../core/catalog/model.js'
import { escapeText } from './escape.js'

/** A value with its type if that could be mistaken: the text `yes`, the number 1, true. */
export function scalarWords(value: Scalar): string {
  if (typeof value === 'string')
    return `the text \`${escapeText(value).replaceAll('`', '\\u{60}')}\``
  return typeof value === 'number' ? `the number ${value}` : String(value)
}
