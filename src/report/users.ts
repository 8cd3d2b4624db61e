import type { UsersAnswer } from '../core/users/answer.js'
import { escapeText } from './escape.js'
import type { Printed } from './reporter.js'
import { Streamed } from './streamed.js'
import type { Style } from './style.js'
import { listText, personJson } from './users/list.js'

export function text(answer: UsersAnswer, style: Style): Printed {
  switch (answer.did) {
    case 'list':
      return listText(answer, style)
    case 'passwd': {
      const { of, name, file } = answer
      const what = of === 'user' ? 'password' : 'secret'
      return `${what} of ${escapeText(name)} is set in ${escapeText(file)}\n`
    }
  }
}

export function json(answer: UsersAnswer): object {
  switch (answer.did) {
    case 'list':
      return { did: answer.did, ...answer.counts, entries: new Streamed(people(answer.entries)) }
    case 'passwd': {
      const { did, of, name, file } = answer
      return { did, of, name, file }
    }
  }
}

function* people(entries: Extract<UsersAnswer, { did: 'list' }>['entries']): Generator<object> {
  for (const entry of entries) yield personJson(entry)
}
