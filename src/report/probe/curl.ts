import type { Planned } from '../../core/probe/model.js'
import { commandLine, type Word } from '../shell.js'

/** The token is left out: it would work for whoever reads the report. */
const TOKEN: Word = { shell: '"Authorization: Bearer $TOKEN"' }

/** The request as a line for a shell. `-g`: curl must not expand braces in the path. */
export function curlLine(
  base: string,
  { method, path, query, headers, credential }: Planned,
): string {
  const verb: Word[] = method === 'HEAD' ? ['-I'] : method === 'GET' ? [] : ['-X', method]
  const extra = Object.entries(headers).flatMap(([name, value]): Word[] => [
    '-H',
    `${name}: ${value}`,
  ])
  const token: Word[] = credential.kind === 'none' ? [] : ['-H', TOKEN]
  const address = query === undefined ? path : `${path}?${query}`
  const url = `${base.replace(/\/+$/, '')}${address}`
  return commandLine(['curl', '-g', ...verb, ...extra, ...token, url]) ?? ''
}
