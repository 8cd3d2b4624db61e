import type { NotAToken } from '../../core/problems/decision.js'
import { quote, type Sentence } from './words.js'

/** What programs print where they have no token. */
const NOTHING = /^(?:null|undefined|none|nil|nan|true|false|error\b.*)$/i

/** A text where a token was expected: the step before failed, so the sentence says what it printed instead. */
export function notAToken(source: string, found: NotAToken): Sentence {
  const where = source === 'argument' ? 'the argument' : source === 'stdin' ? source : quote(source)
  switch (found.is) {
    case 'word':
      return {
        says: `${where} is ${quote(found.word)}, not a token`,
        hint:
          source === 'argument' && !NOTHING.test(found.word)
            ? 'put several scopes in one pair of quotes (--need "read write"); tokens also come from env:NAME, file:FILE or -'
            : 'the step that should have printed a token failed: check its output and exit code',
      }
    case 'json':
      return jsonSentence(where, found)
    case 'quoted':
      return { says: `${where} is a JSON string, not a token`, hint: 'remove the quotes: jq -r' }
    case 'markup':
      return {
        says: `${where} is HTML or XML, not a token`,
        hint: 'the step that should have printed a token got a page instead: check its URL and exit code',
      }
    case 'no-dot':
      return {
        says: `${where} has no dot, so it is not a JWT`,
        hint: 'an opaque (reference) token can be checked only by the server that issued it',
      }
    default:
      return {
        says: `${where} is other text, not a token`,
        hint: 'pass the token alone: three parts joined by dots',
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
    hint: `pass the token alone${member === undefined ? '' : `: jq -r .${member}`}`,
  }
}
