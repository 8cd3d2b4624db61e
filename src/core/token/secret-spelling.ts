import type { SecretSpelling } from '../problems/token.js'
import { readHex } from './hex.js'
import { latin1 } from './key-signs.js'
import { readBase64 } from './recognize-key.js'

/** What to say about a secret when a signature does not match: most often it was decoded or copied differently. */
export function spellingOf(secret: Uint8Array): SecretSpelling {
  const text = latin1(secret)
  const bytes = secret.length
  const around = aroundIt(text)
  if (around) return { bytes, around }
  const hex = readHex(text)
  const inner = hex ?? readBase64(text)
  return inner ? { bytes, encoded: { as: hex ? 'hex' : 'base64', bytes: inner.length } } : { bytes }
}

function aroundIt(text: string): SecretSpelling['around'] {
  if (text.startsWith('\xef\xbb\xbf')) return 'a byte order mark'
  if (/^(["'`]).*\1\s*$/s.test(text)) return 'quotes'
  if (/^(?:export )?[A-Z][A-Z0-9_]*=./.test(text)) return 'a name'
  return text === text.trim() ? undefined : 'a blank'
}
