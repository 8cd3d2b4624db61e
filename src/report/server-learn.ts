import type { LearnAnswer } from '../core/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { learned } from './documents/small.js'
import { escapeText } from './escape.js'
import { type Row, rowsText } from './rows.js'
import type { Style } from './style.js'

/** Where the table is, and the main facts in it. */
export function text({ file, url, profile }: LearnAnswer, style: Style): string {
  const { token, answers, scopes } = profile
  const { no_token, refused, forbidden } = answers
  const rows: Row[] = [
    { label: 'server', value: escapeText(url) },
    {
      label: 'answers',
      value: `${no_token.status} without a token, ${refused.status} to a bad one, ${forbidden.status} without the scope`,
    },
    { label: 'reads', value: scopes.readers.map(({ claim }) => escapeText(claim)) },
    { label: 'leeway', value: `${token.leeway}s` },
    { label: 'accepts', value: `${token.accepts.length} kinds of odd tokens` },
  ]
  return `${style.bold(`wrote ${escapeText(file)}`)}\n${rowsText(rows, style)}`
}

export const json = ({ file, url, profile }: LearnAnswer): JsonOf<typeof learned> => ({
  file,
  url,
  table: profile,
})
