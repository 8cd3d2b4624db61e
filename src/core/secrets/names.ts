import { slipsBetween } from '../nearest.js'

/** Words for secrets, alone or as one of several words (`client_secret`, `apiKey`). */
const WORDS: ReadonlySet<string> = new Set([
  ...[
    'password',
    'passwords',
    'passwd',
    'passphrase',
    'passcode',
    'pass',
    'pwd',
    'pw',
    'psw',
    'pin',
  ],
  ...['secret', 'secrets', 'token', 'tokens', 'jwt', 'bearer', 'key', 'keys', 'jwk', 'jwks', 'pem'],
  ...['credential', 'credentials', 'cred', 'creds', 'auth', 'authorization', 'cookie', 'session'],
  ...['dsn', 'connectionstring', 'sas', 'tokn', 'contraseña', 'contrasena', 'senha', 'wachtwoord'],
  ...['motdepasse', 'heslo', 'hasło', 'haslo', 'lösenord', 'passord', 'parola', 'şifre', 'пароль'],
  ...['パスワード', '密码', '密碼', '비밀번호'],
  ...['otp', 'totp', 'hash', 'salt', 'seed', 'mnemonic', 'signature', 'kennwort', 'mdp'],
])
/** These words run together with others (`apikey`, `dbpassword`). */
const ENDS =
  /(?:password|passwd|passphrase|secret|token|credentials?|(?:api|access|private|secret|signing|master|shared|auth)keys?)$/
/** Names of other tools that only seem to be names of secrets: `schemeKeys` of a permissions document lists schemes. */
const OTHERS: ReadonlySet<string> = new Set(['schemeKeys'])
/** Words that are also recognized when misspelt: short words are too close to others. */
const SLIPS = ['password', 'passwd', 'passphrase', 'secret', 'token', 'credential', 'credentials']

/**
 * Whether a setting with this name may hold a secret, even if the name is misspelt or not one of ours. A guess that
 * errs on the side of hiding: it only decides what a message shows.
 */
export function isSecretName(name: string): boolean {
  if (name.length > 64 || /[/:]/.test(name) || OTHERS.has(name)) return false
  const words = name
    .normalize('NFKC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  return words.some(isSecretWord) || isSecretWord(words.join(''))
}

function isSecretWord(word: string): boolean {
  const plain = word.replace(/[0-9]+$/, '')
  if (WORDS.has(plain) || ENDS.test(plain)) return true
  const limit = plain.length >= 8 ? 2 : 1
  return plain.length >= 5 && SLIPS.some((each) => slipsBetween(plain, each, limit) <= limit)
}

/** A quoted name without the escapes of JSON and YAML. */
export const unescapedName = (quoted: string): string =>
  quoted.replace(
    /\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|U([0-9A-Fa-f]{8})|(.))/g,
    (_all, u?: string, x?: string, long?: string, other?: string) => {
      const code = Number.parseInt(u ?? x ?? long ?? '', 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : (other ?? '')
    },
  )
