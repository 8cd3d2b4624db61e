import type { DiffAnswer } from '../core/diff/answer.js'
import { countText, wordsOf } from './change-words.js'
import { commentRows, mdCode } from './markdown.js'

export function changesMd({
  changes,
  from,
  to,
}: Pick<DiffAnswer, 'changes' | 'from' | 'to'>): string {
  const sides = `${mdCode(from)} → ${mdCode(to)}`
  if (changes.length === 0) return `### No access changes\n\n${sides}\n`
  const all = changes.map((change) => {
    const { who, route, why } = wordsOf(change)
    const cells = [`**${change.kind}**`, mdCode(who), mdCode(route), why.map(mdCode).join('<br>')]
    return `| ${cells.join(' | ')} |\n`
  })
  const rows = commentRows(all)
  const left = changes.length - rows.length
  const more = left > 0 ? `\n… and ${left} more: \`scopectl diff\`\n` : ''
  const head = '| change | who | route | why |\n| --- | --- | --- | --- |\n'
  return `### Access changes: ${countText(changes)}\n\n${sides}\n\n${head}${rows.join('')}${more}`
}
