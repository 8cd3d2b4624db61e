import { FLAW_NAMES } from '../../core/issue/flaws.js'
import type { Code, Problem } from '../../core/problem.js'
import type { NoSubject } from '../../core/problems/decision.js'
import { duration } from '../time.js'
import { shortLived } from './decision.js'
import { under } from './settings-place.js'
import { quote, type Sentence } from './words.js'

type Voice = { readonly [C in Code]?: (args: Problem<C>['args'], usual: Sentence) => Sentence }

const hint =
  (text: string) =>
  (_: unknown, { says, warns }: Sentence): Sentence => ({ says, hint: text, warns })

/** Keeps a suggested name, which is what to write in a program, too. */
const hintUnlessSuggested =
  (text: string) =>
  (args: { readonly suggestion?: string | undefined }, usual: Sentence): Sentence =>
    args.suggestion === undefined ? { ...usual, hint: text } : usual

const noSubject =
  (otherKind: 'user' | 'client') =>
  ({ file, other }: NoSubject, usual: Sentence): Sentence => {
    if (file === undefined)
      return {
        ...usual,
        hint: 'create users.yaml next to the catalog, or pass { usersFile } to load()',
      }
    if (other === undefined) return usual
    return {
      ...usual,
      hint: `did you mean the ${otherKind}? { ${otherKind}: ${JSON.stringify(other)} }`,
    }
  }

const leeway = (args: { readonly enough?: number | undefined }, usual: Sentence): Sentence =>
  args.enough === undefined
    ? usual
    : {
        ...usual,
        hint: `if the issuer's clock differs from this machine's, pass { leeway: "${duration(args.enough)}" }`,
      }

/**
 * A program that calls the library has options, not flags, and no command line: these sentences replace those for the
 * command line. test/node/every-message.test.ts checks that no other problem of the library mentions a flag.
 */
export const libraryVoice: Voice = {
  'bad-route': hintUnlessSuggested('write method and path in one string: "GET /items/"'),
  'no-route': (_, usual) =>
    usual.hint?.includes('scopectl ')
      ? { ...usual, hint: '`catalog.routes` lists the routes' }
      : usual,
  'no-such-user': noSubject('client'),
  'no-such-client': noSubject('user'),
  'more-than-granted': ({ granted }, usual) => ({
    ...usual,
    hint: `granted: ${granted.join(' ') || 'nothing'}; { downscope: true } drops the rest`,
  }),
  'flaw-needs-consent': ({ flaw }, usual) => ({
    ...usual,
    hint: `pass { withConfiguredKey: true } to allow that${shortLived(flaw)}`,
  }),
  'unknown-flaw': hintUnlessSuggested(`flaws: ${FLAW_NAMES.join(' ')}`),
  'audience-any': () => ({
    says: '{ audience } cannot be `any` here: a token is issued for a specific audience',
    hint: 'omit it to use the first audience in the catalog',
  }),
  'not-a-token': (_, usual) =>
    usual.hint?.includes('--')
      ? { ...usual, hint: 'pass the token itself: verify() does not read variables or files' }
      : usual,
  'token-blank': ({ source }) => ({
    says: `${source} is empty: expected a token`,
    hint: 'is the variable set that should contain it?',
  }),
  'key-cannot-sign': hint('load a profile with a key of your own: { profile: "NAME" }'),
  'no-development-key': ({ profile }, usual) => ({
    ...usual,
    hint: `mint() creates one; or set \`key:\` ${under({ profile })}`,
  }),
  'blank-scopes': ({ flag }) => ({
    says: `${quote(flag.replace(/^--/, ''))} is blank`,
    hint: 'is a variable unset?',
  }),
  'two-files': ({ flag }, usual) => ({
    ...usual,
    hint: `${flag === '--users-file' ? 'pass { usersFile } to load()' : 'pass one of them to load()'}, or delete the other`,
  }),
  'empty-second-file': ({ empty }, usual) => ({ ...usual, hint: `delete ${quote(empty)}` }),
  'csv-not-hashed': hint('clear the cell; passwords and secrets are stored as hashes'),
  'users-big': hint('convert it to NDJSON or CSV, then delete the old file'),
  'users-too-big': hint('convert it to NDJSON or CSV: scopectl users convert'),
  'secret-looks-like': ({ what }, usual) => ({
    ...usual,
    hint: what === 'place' ? usual.hint : 'HMAC needs a random secret of at least 32 bytes',
  }),
  'catalog-missing': ({ suggestion }, usual) => ({
    ...usual,
    hint:
      suggestion === undefined
        ? 'pass its name to load()'
        : `pass ${quote(suggestion)} to load(), or rename it to scopes.yaml`,
  }),
  'env-unset': ({ inDotEnv }, usual) =>
    inDotEnv
      ? { ...usual, hint: 'it may be in .env, which is only read on request: { envFile: ".env" }' }
      : usual,
  'token-expired': leeway,
  'token-not-yet-valid': leeway,
  'token-issued-in-future': leeway,
}
