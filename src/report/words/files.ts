import type { FileProblems } from '../../core/problems/files.js'
import { didYouMean, plural, quote, type Words } from './words.js'

/** What the system's codes mean; others stand for themselves. */
const SYSTEM: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'not permitted'],
  ['EISDIR', 'it is a folder'],
  ['ENOENT', 'its folder is not there'],
  ['ENOTDIR', 'part of its path is no folder'],
  ['ENOSPC', 'no space is left'],
  ['EROFS', 'the file system is read-only'],
  ['EMFILE', 'too many files are open'],
  ['ENAMETOOLONG', 'its name is too long'],
])
const system = (why: string): string => SYSTEM.get(why) ?? why

const bytes = (count: number): string =>
  count % 1_000_000 === 0 ? `${count / 1_000_000} MB` : `${count} bytes`

const STRAY = {
  CR: { name: 'carriage return without a line feed', escape: '\\r' },
  NEL: { name: 'raw next-line character (U+0085)', escape: '\\u0085' },
  LS: { name: 'raw line separator (U+2028)', escape: '\\u2028' },
  PS: { name: 'raw paragraph separator (U+2029)', escape: '\\u2029' },
} as const

const escaped = 'write the character itself, or leave it out'

const AMBIGUOUS = {
  'question-mark': (text: string) => ({
    says: `unquoted ${text}: inside brackets, parsers read this differently`,
    hint: 'put it in quotes',
  }),
  'no-value': (text: string) => ({
    says: `${text} has no value: inside brackets, parsers read this differently`,
    hint: 'give it a value, or quote the text with its colon',
  }),
  'cut-off': () => ({
    says: 'the file ends inside a block text: parsers read this differently',
    hint: 'end the file with a newline',
  }),
} as const

/** The sentences for files, stdin and the environment. */
export const fileWords: Words<FileProblems> = {
  'file-missing': ({ file, by }) => ({
    says: `there is no file ${quote(file)}${by === undefined ? '' : ` (${by})`}`,
  }),
  'file-unreadable': ({ file, why }) => ({ says: `cannot read ${quote(file)}: ${system(why)}` }),
  'file-not-regular': ({ file, kind }) => ({
    says: `${quote(file)} is a ${kind}, not a file`,
    hint: kind === 'pipe' ? 'write it to a file first' : undefined,
  }),
  'file-loop': ({ file }) => ({
    says: `${quote(file)} is a symbolic link that leads back to itself`,
  }),
  'file-too-big': ({ file, limit }) => ({ says: `${quote(file)} is larger than ${bytes(limit)}` }),
  'file-not-utf8': ({ file, looks }) => ({
    says: `${quote(file)} is not UTF-8${looks === undefined ? '' : `: it looks like ${looks}`}`,
    hint: 'save it as UTF-8',
  }),
  'file-empty': ({ file }) => ({
    says: `${quote(file)} is empty`,
    hint: 'an empty file says neither yes nor no, so it is no answer',
  }),
  'file-not-map': ({ file, found }) => ({
    says: `${quote(file)} is not a map: found ${found}`,
    hint: 'begin with a line such as `version: 1`',
  }),
  'bad-character': ({ character, escaped: inQuotes }) => ({
    says: `the character ${character} may not stand here`,
    hint: inQuotes ? escaped : 'delete it: an editor may not show it',
  }),
  'stray-line-end': ({ character }) => ({
    says: `${STRAY[character].name}: some parsers end the line here, others do not`,
    hint: `${character === 'CR' ? 'end lines with LF or CRLF' : 'delete it'}; inside quotes, write it as ${quote(STRAY[character].escape)}`,
  }),
  'too-many-problems': ({ file, more }) => ({
    says: `${plural(more, 'more problem')} in ${quote(file)}`,
  }),

  'yaml-syntax': ({ what, slip }) => ({
    says: `not YAML: ${what}`,
    hint: slip ? 'routes in lists stand one a line: `- DELETE /users/{id}`' : undefined,
  }),
  'yaml-directive': ({ directive }) => ({
    says: `YAML directives are not allowed: ${quote(directive)}`,
    hint: 'delete the line: it would change what every other line means',
  }),
  'yaml-second-document': ({ file }) => ({
    says: `${quote(file)} holds a second document`,
    hint: 'one file, one document: remove the `---`',
  }),
  'yaml-anchor': ({ name }) => ({
    says: `YAML anchors are not allowed: ${quote(`&${name}`)}`,
    hint: 'write the value out; roles share scopes by `extends`',
  }),
  'yaml-alias': ({ name }) => ({
    says: `YAML aliases are not allowed: ${quote(`*${name}`)}`,
    hint: 'write the value out; a text that begins with `*` stands in quotes',
  }),
  'yaml-tag': ({ tag }) => ({
    says: `YAML tags are not allowed: ${quote(tag)}`,
    hint: 'delete it; a text that begins with `!` stands in quotes',
  }),
  'yaml-merge-key': () => ({
    says: 'YAML merge keys are not allowed: `<<`',
    hint: 'write the values out; roles share scopes by `extends`',
  }),
  'yaml-ambiguous': ({ text, why }) => AMBIGUOUS[why](quote(text)),
  'json-syntax': ({ found }) => ({
    says: `not JSON: ${found === undefined ? 'the text ends too early' : `unexpected ${quote(found)}`}`,
  }),
  'name-not-string': ({ name, reads }) => ({
    says:
      name === ''
        ? 'a name is missing before the colon'
        : `a name must be a string: ${quote(name)} is ${reads} to YAML`,
    hint: name === '' ? undefined : `quote it: \`"${quote(name).slice(1, -1)}"\``,
  }),
  'name-not-scalar': ({ found }) => ({
    says: `a name must be a string, not a ${found}`,
    hint: 'quote it, if the brackets belong to it',
  }),
  'duplicate-name': ({ name, line }) => ({
    says: `${quote(name)} stands here a second time${line === undefined ? '' : `: first in line ${line}`}`,
  }),
  'number-too-big': ({ text }) => ({
    says: `${quote(text)} is a number that cannot be kept exactly`,
    hint: 'quote it, if it is a text',
  }),
  'ambiguous-number': ({ text, quoted }) => ({
    says: `ambiguous number ${quote(text)}: parsers read it differently`,
    hint: `write a plain decimal number; if it is text, quote it: ${quote(quoted)}`,
  }),
  'nested-too-deep': ({ limit }) => ({ says: `nested deeper than ${limit} levels` }),
  'too-many-values': ({ limit }) => ({ says: `more than ${limit} names and values` }),

  'catalog-missing': ({ from, to, suggestion }) => ({
    says:
      from === to
        ? `there is no scope catalog in ${quote(from)}`
        : `there is no scope catalog in ${quote(from)} or above it, up to ${quote(to)}`,
    hint:
      suggestion === undefined
        ? 'name one with `-c FILE`, or make one: scopectl init'
        : `${quote(suggestion)} must be called scopes.yaml, or named: -c ${quote(suggestion)}`,
  }),
  'two-files': ({ files: [one, other], flag }) => ({
    says: `both ${quote(one)} and ${quote(other)} are there`,
    hint: `name the one that counts with ${quote(flag)}, or delete the other`,
  }),
  'folder-gone': ({ why }) => ({
    says: `the current folder cannot be used: ${why === 'ENOENT' ? 'it was deleted' : system(why)}`,
    hint: 'change to another one',
  }),

  'file-exists': ({ file, force }) => ({
    says: `${quote(file)} is there already`,
    hint: force
      ? 'to overwrite it: --force'
      : 'it is not overwritten: take another name, or delete it first',
  }),
  'file-is-symlink': ({ file }) => ({
    says: `${quote(file)} is a symbolic link, and is not written through`,
    hint: 'name the file that it leads to',
  }),
  'file-unwritable': ({ file, why }) => ({ says: `cannot write ${quote(file)}: ${system(why)}` }),

  'stdin-silent': ({ awaited }) => ({ says: `waiting for ${awaited} on stdin` }),
  'stdin-too-big': ({ limit }) => ({ says: `more than ${bytes(limit)} came by stdin` }),
  'stdin-not-utf8': ({ line }) => ({ says: `line ${line} of stdin is not UTF-8` }),

  'env-bad-name': () => ({
    says: 'what follows `env:` is no name of a variable',
    hint: 'write its name, not its value: `env:SECRET_KEY`, without a `$`',
  }),
  'env-unset': ({ name, envFile, inDotEnv, suggestion }) => ({
    says: `the variable ${quote(name)} is not set${envFile === undefined ? '' : `, and is not in ${quote(envFile)}`}`,
    hint: inDotEnv
      ? `${suggestion === undefined ? 'it' : `${didYouMean(suggestion)} It`} is in .env, which is only read on request: --env .env`
      : didYouMean(suggestion),
  }),
  'env-empty': ({ name }) => ({
    says: `the variable ${quote(name)} is set, but empty`,
    hint: 'an empty key would let anybody sign: give it a value',
  }),
}
