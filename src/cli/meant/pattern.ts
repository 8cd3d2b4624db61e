import type { Word } from '../../report/shell.js'
import type { Line } from './pieces.js'

/** A star that is a wildcard, and not the end of a parameter such as `{path*}`. */
const WILDCARD = /\*(?!\})/
const METHOD = /^[A-Z]+$/

/**
 * `who-can` answers for one route. For a method alone, or a pattern of paths, it is the matrix of users that answers.
 * @returns undefined if the line names one route, or has other flags
 */
export function matrixInstead(line: Line): readonly Word[] | undefined {
  const [operand, ...others] = line.operands
  const [flag, ...more] = line.flags
  const route = flag?.name === '--route' ? flag.value : operand
  const isOne = more.length + others.length === 0 && (flag === undefined || operand === undefined)
  if (!isOne || route === undefined || (flag && flag.name !== '--route')) return undefined
  const [method = '', path] = route.split(' ')
  if (!METHOD.test(method) || (path !== undefined && !WILDCARD.test(path))) return undefined
  // `--path "/billing/*"` was read as a GET.
  const asMethod = flag !== undefined && method === 'GET' ? [] : ['--method', method]
  const asPath = path === undefined || path === '*' ? [] : ['--path', path]
  return ['scopectl', 'matrix', '--by', 'user', ...asMethod, ...asPath, '--summary']
}
