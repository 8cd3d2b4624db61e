import type { Found } from '../../core/problems/token.js'
import { quote } from './words.js'

/** What was found, in words: `"HS256"` as text in backticks, an object or list by its kind only. */
export function shown({ type, value }: Found): string {
  if (type === 'missing') return 'nothing'
  if (type === 'array') return 'a list'
  if (type === 'object') return 'an object'
  if (type === 'string' && value === '') return 'an empty string'
  if (type === 'string') return quote(String(value))
  return value === undefined ? type : `${type === 'number' ? 'the number ' : ''}${value}`
}
