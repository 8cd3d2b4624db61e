import type { Oddity } from '../../core/probe/oddities.js'
import { list } from '../words/words.js'
import { gotText } from './words.js'

// What is worth knowing about an API, but not a finding.

const ODD: Readonly<Record<Oddity['is'], string>> = {
  'odd-status': 'refused with an unusual status',
  'no-error-code': 'the challenge has no error code, as it should (RFC 6750 §3.1)',
  'error-without-token': 'the challenge has an error code although there was no token',
  'unclear-variant':
    'a refused caller gets this for another form of the request: it may or may not be the resource',
  'unclear-leak': 'a refusal has nearly all words of the resource: it may or may not contain it',
  'undeclared-method': 'the API says that it has methods here that the catalog does not declare',
  'observed-literal':
    'a scope that only implies the needed one is refused: the server seems to read tokens as `enforce: literal`',
  'observed-implied':
    'a scope that only implies the needed one is enough: the server seems to read tokens as `enforce: implied`',
}

/** One note in one sentence. */
export function noteText({ is, exchange, methods }: Oddity): string {
  const { planned, reply } = exchange
  if (methods)
    return `${planned.method} says that there ${methods.length === 1 ? 'is' : 'are'} ${list(methods, 'and')}, which the catalog does not declare`
  const form = planned.variant === undefined ? '' : `${planned.method} ${planned.path}: `
  return `${form}${gotText(reply)}: ${ODD[is]}`
}

/** Without the request: the same for all routes. */
export const noteMeaning = ({ is }: Oddity): string => ODD[is]
