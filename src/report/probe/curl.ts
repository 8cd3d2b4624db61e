import type { Body, Planned } from '../../core/probe/model.js'
import { commandLine, type Word } from '../shell.js'

/** The token is left out: it would work for whoever reads the report. */
const TOKEN: Word = { shell: '"Authorization: Bearer $TOKEN"' }

/** The request as a line for a shell. `-g`: curl must not expand braces in the path. */
export function curlLine(base: string, planned: Planned): string {
  const { method, headers, body, credential } = planned
  const verb: Word[] = method === 'HEAD' ? ['-I'] : method === 'GET' ? [] : ['-X', method]
  const extra = Object.entries(headers).flatMap(([name, value]): Word[] => [
    '-H',
    `${name}: ${value}`,
  ])
  const token: Word[] = credential.kind === 'none' ? [] : ['-H', TOKEN]
  const sent: Word[] = body ? ['-H', `content-type: ${body.type}`, '--data-raw', dataOf(body)] : []
  const url = `${base.replace(/\/+$/, '')}${targetOf(planned)}`
  return commandLine(['curl', '-g', ...verb, ...extra, ...token, ...sent, url]) ?? ''
}

/** The path with the query. */
export const targetOf = ({ path, query }: Planned): string =>
  query === undefined ? path : `${path}?${query}`

/** A longer body would hide the rest of the line. */
const LONGEST = 1000

/** One that was recorded may contain a secret. */
const dataOf = ({ text, isPrivate }: Body): Word =>
  isPrivate || text.length > LONGEST ? { shell: '"$BODY"' } : text
