import type { NotAToken } from '../../core/problems/decision.js'
import { quote, type Sentence } from './words.js'

const OPAQUE = 'an opaque (reference) token can only be checked by the server that issued it'

/** Text where a token was expected: the previous step probably failed, so the sentence says what it printed instead. */
export function notAToken(source: string, found: NotAToken): Sentence {
  const where = source === 'argument' ? 'the argument' : source === 'stdin' ? source : quote(source)
  switch (found.is) {
    case 'nothing':
      return {
        says: `${where} is ${quote(found.text)}, not a token`,
        hint: 'the step that should have printed a token failed: check its output and exit code',
      }
    case 'word':
      return {
        says: `${where} has no dot, so it is not a JWT`,
        hint:
          source === 'argument'
            ? 'to pass several scopes, quote them together (--need "read write"); to pass a token, use env:NAME, file:FILE or -'
            : OPAQUE,
      }
    case 'json':
      return jsonSentence(where, found)
    case 'quoted':
      return { says: `${where} is a JSON string, not a token`, hint: 'remove the quotes: jq -r' }
    case 'markup':
      return {
        says: `${where} is HTML or XML, not a token`,
        hint: 'the step that should have printed a token got a web page instead: check its URL and exit code',
      }
    case 'no-dot':
      return {
        says: `${where} has no dot, so it is not a JWT`,
        hint: OPAQUE,
      }
    default:
      return {
        says: `${where} is not a token`,
        hint: 'pass only the token: three parts joined by dots',
      }
  }
}

function jsonSentence(
  where: string,
  { error, member }: Extract<NotAToken, { is: 'json' }>,
): Sentence {
  if (error !== undefined) {
    return {
      says: `${where} is a JSON error (${quote(error)}), not a token`,
      hint: 'the step that should have printed a token failed',
    }
  }
  return {
    says: `${where} is JSON, not a token`,
    hint: `pass only the token${member === undefined ? '' : `: jq -r .${member}`}`,
  }
}
