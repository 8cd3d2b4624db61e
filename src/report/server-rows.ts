import type { CheckAnswer } from '../core/answer.js'
import type { EachServer } from '../core/as-server/answer-all.js'
import type { ServerAnswer } from '../core/as-server/model.js'
import { readClaim } from '../core/token/pointer.js'
import { escapeText } from './escape.js'
import { type Row, sentenceRow } from './rows.js'
import { say } from './words/index.js'

/** The answer of the server named by --as-server. */
export function serverRows({ server, servers = [], token }: CheckAnswer): Row[] {
  if (!server) return servers.map(eachRow)
  const { name, status, body, challenge, reads } = server
  const isThere = reads === null || !token || readClaim(token.claims, reads) !== undefined
  const claim =
    reads === null
      ? 'it does not look at the token'
      : `it reads \`${escapeText(reads)}\`${isThere ? '' : ', which the token does not have'}`
  return [
    sentenceRow('server', `${escapeText(name)} answers ${status}; ${claim}`),
    ...(body === null ? [] : [sentenceRow('its body', bodyWords(body))]),
    ...(challenge === null ? [] : [sentenceRow('its challenge', escapeText(challenge))]),
  ]
}

/** One of all servers: its status, and the claim that it reads. */
function eachRow(each: EachServer): Row {
  if ('problem' in each) return sentenceRow(each.name, `no answer: ${say(each.problem).says}`)
  const { name, status, reads } = each.answer
  const claim = reads === null ? 'does not look at the token' : `reads \`${escapeText(reads)}\``
  return sentenceRow(name, `${status}  ${claim}`)
}

function bodyWords(body: NonNullable<ServerAnswer['body']>): string {
  if (typeof body !== 'string') return escapeText(JSON.stringify(body))
  return body.startsWith('<!DOCTYPE html>') ? 'an HTML page' : escapeText(body)
}
