import type { Problem } from '../core/problem.js'
import type { ServeAnswer } from '../core/serve/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { serve } from './documents/serve.js'
import { escapeText } from './escape.js'
import { placedJson } from './failure.js'
import { iso } from './iso.js'
import { renderErrors } from './problem.js'
import type { Style } from './style.js'
import { plural } from './words/words.js'

/** A path in a request is cut to this length. */
const LONGEST = 200

/** A line of the log; problems of an invalid edit look like those of any command. */
export function text(answer: ServeAnswer, style: Style): string {
  switch (answer.event) {
    case 'listening':
      return `${style.bold(`listening on ${answer.url}`)}  ${plural(answer.routes, 'route')}\n`
    case 'request':
      return requestLine(answer, style)
    case 'reloaded':
      return `${style.good('reloaded')}  ${plural(answer.routes, 'route')}\n`
    case 'kept':
      return [
        `${style.bad('not reloaded')}  ${isGone(answer.problems) ? 'a file is gone: ' : ''}still answering from the last valid version\n`,
        renderErrors(answer.problems, style),
      ].join('')
    case 'dropped':
      return `${style.warn('not logged')}  ${plural(answer.lines, 'line')}: the log was not read fast enough\n`
    case 'stopped': {
      const lost = answer.unlogged === 0 ? '' : `, ${answer.unlogged} of them not logged`
      return `stopped  ${plural(answer.requests, 'request')}${lost}\n`
    }
  }
}

const isGone = (problems: readonly Problem[]): boolean =>
  problems.some(({ code }) => code === 'file-missing')

/** `403 DELETE /users/42  insufficient_scope  bob` */
function requestLine(
  { method, path, status, facts }: Extract<ServeAnswer, { event: 'request' }>,
  style: Style,
): string {
  const paint =
    status < 300 ? style.good : status === 401 || status === 403 ? style.warn : style.bad
  const shown = path.length > LONGEST ? `${path.slice(0, LONGEST)}${style.marks.cut}` : path
  const cells = [`${method} ${shown}`, facts.reasons.join(' '), facts.subject ?? '']
  return `${paint(String(status))} ${escapeText(cells.filter((cell) => cell !== '').join('  '))}\n`
}

export function json(answer: ServeAnswer): JsonOf<(typeof serve)[number]> {
  switch (answer.event) {
    case 'listening': {
      const { event, url, port, routes } = answer
      return { event, url, port, routes }
    }
    case 'request': {
      const { event, at, method, path, status, facts } = answer
      return {
        event,
        at: iso(at),
        method,
        path: path.slice(0, LONGEST),
        status,
        route: facts.route ?? null,
        decision: facts.decision ?? null,
        reasons: facts.reasons,
        subject: facts.subject ?? null,
      }
    }
    case 'reloaded':
      return { event: answer.event, routes: answer.routes }
    case 'kept':
      return {
        event: answer.event,
        problems: answer.problems.map(placedJson),
      }
    case 'dropped':
      return { event: answer.event, lines: answer.lines }
    case 'stopped': {
      const { event, requests, unlogged } = answer
      return { event, requests, unlogged }
    }
  }
}
