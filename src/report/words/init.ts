import type { InitProblems } from '../../core/problems/init.js'
import { commandLine, option, shellWord } from '../shell.js'
import { list, plural, quote, type Words } from './words.js'

/** What to do with a file that exists. */
const INSTEAD = {
  catalog: () => 'to write only a suite for it: scopectl init --suite',
  users: useUsers,
  suite: () => 'to print the missing tests: scopectl test --suggest',
} as const

export const initWords: Words<InitProblems> = {
  'init-needs-yes': () => ({
    says: 'init cannot ask questions here: it needs a terminal, without --json and --no-input',
    hint: 'to use the defaults, add --yes',
  }),
  'init-cancelled': () => ({ says: 'init was cancelled; nothing was written' }),
  'init-not-yaml': ({ file, form }) => ({
    says: `${quote(file)} does not exist, and init cannot create it: it would be read as ${form}`,
    hint: 'use a name that ends in .yaml, or an existing users file',
  }),
  'init-exists': ({ file, what }) => ({
    says: `${quote(file)} already exists`,
    hint: `${INSTEAD[what](file)}; to overwrite it: --force`,
  }),
  'init-replaced': ({ file, count }) => ({
    says: `replaced ${quote(file)}: ${plural(count, 'line')} of the old file ${count === 1 ? 'is' : 'are'} not in the new one`,
    hint: `if it was committed: git diff -- ${shellWord(file)}`,
    warns: true,
  }),
  'init-twin-beside': ({ file, isUsers }) => ({
    says: `${quote(file)} already exists, and a YAML file next to it would make both unusable`,
    hint: isUsers
      ? useUsers(file)
      : 'move it away first, or start in another folder: --catalog DIR/scopes.yaml',
  }),
  'init-same-file': ({ file }) => ({
    says: `two of the files that init writes would be ${quote(file)}`,
    hint: 'give --catalog and --users-file different names',
  }),
  'init-needs-claims': ({ flags, issuer }) => ({
    says: `a JWKS URL also needs ${list(flags, 'and')}, as in the provider's tokens`,
    hint:
      issuer === undefined
        ? 'scopectl decode shows the `iss` and `aud` of a token; none: no such claim'
        : `the issuer is probably ${quote(issuer)}; scopectl decode shows the \`iss\` and \`aud\` of a token`,
  }),
  'init-known-findings': ({ file, rules, count }) => ({
    says: `${plural(count, 'lint warning')} to review later ${count === 1 ? 'is' : 'are'} listed in ${quote(file)} under lint.ignore: ${rules.join(', ')}`,
  }),
  'init-no-suite': ({ file }) => ({
    says: `no suite was written: no route in ${quote(file)} is decided yet`,
    hint: 'once routes are decided: scopectl init --suite',
  }),
  'init-undecided': ({ count, file }) => ({
    says: `${plural(count, 'route')} in ${quote(file)} ${count === 1 ? 'is' : 'are'} undecided: lint and lock --check fail until you decide`,
    hint: 'decide them there, or start again with --force and --unstated public or authenticated',
  }),
  'init-algorithm-needs-key': ({ algorithm }) => ({
    says: `\`--algorithm ${algorithm}\` needs --key: the development key is ES256`,
    hint: `make one, and pass it as --key file:FILE: scopectl keys new --algorithm ${algorithm} -o FILE`,
  }),
  'init-suite-empty': ({ file }) => ({
    says: `there is nothing to test: no route in ${quote(file)} is decided`,
  }),
}

function useUsers(file: string): string {
  const flag = commandLine(option('--users-file', file))
  return flag === undefined ? 'rename it to use it' : `to use it with its roles: ${flag}`
}
