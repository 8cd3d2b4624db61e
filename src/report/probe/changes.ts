import type { ProbeAnswer } from '../../core/probe/answer.js'
import type { Change, ChangeKind } from '../../core/probe/compare.js'
import type { JsonOf } from '../documents/dsl.js'
import type { changes } from '../documents/probe.js'
import { annotation } from '../github.js'
import { mdCode } from '../markdown.js'
import type { SarifResult } from '../sarif/run.js'
import type { Style } from '../style.js'
import { element, list, printable } from '../suite/junit-xml.js'
import { table } from '../table.js'
import { plural } from '../words/words.js'

const WORDS: Readonly<Record<ChangeKind, string>> = {
  opened: 'newly open: a caller gets in who was refused',
  shut: 'newly shut: a caller who is allowed is refused',
  gone: 'disappeared',
  rule: 'the catalog requires something else',
  status: 'another status',
  closed: 'no longer open: a caller is refused who got in',
  new: 'new route',
}

const statusText = (status: number | null): string => (status === null ? 'no answer' : `${status}`)

/** `newly open: … (403, now 200; 4 requests)`. */
function changeText({ is, from, to, requests }: Change): string {
  if (from === undefined || to === undefined) return WORDS[is]
  return `${WORDS[is]} (${statusText(from)}, now ${statusText(to)}; ${plural(requests, 'request')})`
}

const changesIn = ({ compared }: ProbeAnswer): readonly Change[] => compared?.changes ?? []

export function changesText(answer: ProbeAnswer, style: Style): string {
  if (!answer.compared) return ''
  const changes = changesIn(answer)
  if (changes.length === 0) return `\n${style.bold('no change')} since the record\n`
  const rows = changes.map((change) => [change.route, changeText(change)])
  return `\n${style.bold('changed since the record')}\n${table(rows, { columns: style.columns })}`
}

export const changesMarkdown = (answer: ProbeAnswer): string => {
  const lines = changesIn(answer).map(
    (change) => `- ${mdCode(change.route)}: ${changeText(change)}\n`,
  )
  return lines.length === 0 ? '' : `\nChanged since the record:\n\n${lines.join('')}`
}

export const changesGithub = (answer: ProbeAnswer): string =>
  changesIn(answer)
    .map((change) =>
      annotation({
        level: change.is === 'opened' ? 'error' : 'warning',
        title: `scopectl probe ${change.is}`,
        message: `${change.route}: ${changeText(change)}`,
      }),
    )
    .join('')

/** A failed test case for each change. */
export const changesJunit = (answer: ProbeAnswer): string[] =>
  changesIn(answer).map((change) => {
    const name = printable(`${change.route}: ${change.is}`)
    const failure = `      <failure${list({ message: changeText(change), type: change.is })}/>\n`
    return element('    ', 'testcase', { name, classname: 'scopectl.probe.compare' }, failure)
  })

export const changesSarif = (answer: ProbeAnswer): SarifResult[] =>
  changesIn(answer).map((change) => {
    const { is, route } = change
    const id = `change-${is}`
    return {
      rule: { id, short: WORDS[is], level: is === 'opened' ? 'error' : 'warning' },
      text: `${route}: ${changeText(change)}`,
      id: `${id} ${route}`,
      file: answer.files.catalog ?? 'scopes.yaml',
      logicalName: route,
    }
  })

export const changesJson = ({ compared }: ProbeAnswer): JsonOf<typeof changes> =>
  compared
    ? {
        answers: compared.compared,
        not_compared: compared.apart,
        changes: compared.changes.map((change) => ({
          ...{ is: change.is, route: change.route, requests: change.requests },
          ...{ from: change.from ?? null, to: change.to ?? null, message: changeText(change) },
        })),
      }
    : null
