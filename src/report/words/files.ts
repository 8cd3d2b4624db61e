import type { FileProblems } from '../../core/problems/files.js'
import { commandLine, option } from '../shell.js'
import { didYouMean, plural, quote, type Words } from './words.js'

/** What system error codes mean; other codes are shown as they are. */
const SYSTEM: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'not permitted'],
  ['EISDIR', 'it is a directory'],
  ['ENOENT', 'the parent folder does not exist'],
  ['ENOTDIR', 'part of the path is not a folder'],
  ['ENOSPC', 'no space left on the device'],
  ['EROFS', 'read-only file system'],
  ['EDQUOT', 'disk quota exceeded'],
  ['EFBIG', 'file too large for the limit of this process'],
  ['EIO', 'input/output error'],
  ['EMFILE', 'too many open files'],
  ['ENAMETOOLONG', 'the name is too long'],
])
export const system = (why: string): string => SYSTEM.get(why) ?? why

/** What to do about it. */
const UNWRITABLE: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'get write permission for its folder, or work on a copy in a folder of your own'],
  ['EPERM', 'get write permission for its folder, or work on a copy in a folder of your own'],
  ['EROFS', 'work on a copy in a folder that can be written'],
  ['ENOSPC', 'free some space, and run the command again'],
  ['EDQUOT', 'free some space, and run the command again'],
  ['EFBIG', 'raise the limit with `ulimit -f`, and run the command again'],
])

const bytes = (count: number): string =>
  count % 1_000_000 === 0 ? `${count / 1_000_000} MB` : `${count} bytes`

const STRAY = {
  CR: { name: 'carriage return without a line feed', escape: '\\r' },
  NEL: { name: 'raw next-line character (U+0085)', escape: '\\u0085' },
  LS: { name: 'raw line separator (U+2028)', escape: '\\u2028' },
  PS: { name: 'raw paragraph separator (U+2029)', escape: '\\u2029' },
} as const

const escaped = 'write the character itself, or remove it'

/** `main:scopes.yaml`, but not `C:\\scopes.yaml` */
const REVISION = /^(?![A-Za-z]:[\\/])[^\\/:]+(?:\/[^\\/:]+)*:./

const AMBIGUOUS = {
  'question-mark': (text: string) => ({
    says: `unquoted ${text}: inside brackets, parsers read this differently`,
    hint: 'put it in quotes',
  }),
  'no-value': (text: string, quoted: string | undefined) => ({
    says: `${text} has no value: inside brackets, parsers read this differently`,
    hint:
      quoted === undefined
        ? 'give it a value, or quote the text with its colon'
        : `a comma ends a text inside brackets: quote all of it: ${quote(quoted)}`,
  }),
  'cut-off': () => ({
    says: 'the file ends inside a block scalar: parsers read this differently',
    hint: 'end the file with a newline',
  }),
} as const

/** The sentences for files, stdin and the environment. */
export const fileWords: Words<FileProblems> = {
  'file-missing': ({ file, by }) => ({
    says: `no such file: ${quote(file)}${by === undefined ? '' : ` (${by})`}`,
  }),
  'file-unreadable': ({ file, why }) => ({ says: `cannot read ${quote(file)}: ${system(why)}` }),
  'file-not-regular': ({ file, kind }) => ({
    says: `${quote(file)} is a ${kind}, not a file`,
    hint: kind === 'pipe' ? 'write it to a file first' : undefined,
  }),
  'not-a-folder': ({ file, by }) => ({ says: `${quote(file)} is not a folder (${by})` }),
  'file-loop': ({ file }) => ({
    says: `${quote(file)} is a symbolic link that points back to itself`,
  }),
  'file-too-big': ({ file, limit }) => ({ says: `${quote(file)} is larger than ${bytes(limit)}` }),
  'text-too-big': ({ file, size, limit }) => ({
    says: `${quote(file)} would have ${(size / 1_000_000).toFixed(1)} MB, and at most ${bytes(limit)} can be read`,
    hint: 'nothing was written; split the input into several files',
  }),
  'file-not-utf8': ({ file, looks }) => ({
    says: `${quote(file)} is not UTF-8${looks === undefined ? '' : `: it looks like ${looks}`}`,
    hint: 'save it as UTF-8',
  }),
  'file-empty': ({ file }) => ({
    says: `${quote(file)} is empty`,
    hint: 'restore its contents; if a shell emptied it for `>`, print to another file',
  }),
  'file-not-map': ({ file, found }) => ({
    says: `${quote(file)} is not a map: found ${found}`,
    hint: 'begin the file with `version: 1`',
  }),
  'bad-character': ({ character, escaped: inQuotes }) => ({
    says: `the character ${character} is not allowed here`,
    hint: inQuotes ? escaped : 'delete it: your editor may not show it',
  }),
  'merge-conflict': ({ file }) => ({
    says: `merge conflict in ${quote(file)}`,
    hint: REVISION.test(file)
      ? 'the markers were committed: compare with a commit without them'
      : 'keep what is right and delete the markers; git diff shows both sides',
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
    hint: slip ? 'in lists, write one route per line: `- DELETE /users/{id}`' : undefined,
  }),
  'yaml-directive': ({ directive }) => ({
    says: `YAML directives are not allowed: ${quote(directive)}`,
    hint: 'delete the line: it would change what every other line means',
  }),
  'yaml-second-document': ({ file }) => ({
    says: `${quote(file)} contains a second document`,
    hint: 'use one document per file: remove the `---`',
  }),
  'yaml-anchor': ({ name }) => ({
    says: `YAML anchors are not allowed: ${quote(`&${name}`)}`,
    hint: 'write the value out; roles share scopes by `extends`',
  }),
  'yaml-alias': ({ name }) => ({
    says: `YAML aliases are not allowed: ${quote(`*${name}`)}`,
    hint: 'write the value out; quote text that begins with `*`',
  }),
  'yaml-tag': ({ tag }) => ({
    says: `YAML tags are not allowed: ${quote(tag)}`,
    hint: 'delete it; quote text that begins with `!`',
  }),
  'yaml-merge-key': () => ({
    says: 'YAML merge keys are not allowed: `<<`',
    hint: 'write the values out; roles share scopes by `extends`',
  }),
  'yaml-ambiguous': ({ text, why, quoted }) => AMBIGUOUS[why](quote(text), quoted),
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
    hint: 'quote it if the brackets are part of the name',
  }),
  'duplicate-name': ({ name, line }) => ({
    says: `duplicate ${quote(name)}${line === undefined ? '' : `: first used on line ${line}`}`,
  }),
  'number-too-big': ({ text }) => ({
    says: `${quote(text)} is a number that cannot be represented exactly`,
    hint: 'quote it if it is text',
  }),
  'ambiguous-number': ({ text, quoted }) => ({
    says: `ambiguous number ${quote(text)}: parsers read it differently`,
    hint: `write a plain decimal number; if it is text, quote it: ${quote(quoted)}`,
  }),
  'nested-too-deep': ({ limit }) => ({ says: `nested deeper than ${limit} levels` }),
  'too-many-values': ({ limit }) => ({ says: `more than ${limit} names and values` }),

  'document-memory': ({ file, limit }) => ({
    says: `reading ${quote(file)} takes more than ${limit} MB of memory`,
    hint: 'give Node.js more: NODE_OPTIONS=--max-old-space-size=8192 (MB); as JSON, a document takes less than as YAML',
  }),
  'catalog-missing': ({ from, to, suggestion }) => ({
    says:
      from === to
        ? `no scope catalog found in ${quote(from)}`
        : `no scope catalog found in ${quote(from)} or above it, up to ${quote(to)}`,
    hint:
      suggestion === undefined
        ? 'name one with `-c FILE`, or create one: scopectl init'
        : `to use ${quote(suggestion)}, rename it to scopes.yaml, or pass ${commandLine(option('-c', suggestion)) ?? '-c'}`,
  }),
  'two-files': ({ files: [one, other], flag }) => ({
    says: `both ${quote(one)} and ${quote(other)} exist`,
    hint: `choose one with ${quote(flag)}, or delete the other`,
  }),
  'output-lost': ({ why }) => ({
    says: `the answer could not be written to stdout: ${system(why)}`,
    hint: 'write it somewhere else',
  }),
  'empty-second-file': ({ empty, file, users }) => {
    const remove = commandLine(['rm', empty]) ?? `delete ${quote(empty)}`
    // In another folder, the line would need the flag that names the catalog.
    const convert = users && !/[/\\]/.test(empty) && ['scopectl', 'users', 'convert', '-o', empty]
    const again = convert ? commandLine(convert) : undefined
    return {
      says: `${quote(empty)} is empty, and ${quote(file)} exists too`,
      hint:
        again === undefined
          ? remove
          : `a shell creates the file after \`>\` before scopectl runs; use -o: ${remove} && ${again}`,
    }
  },
  'folder-gone': ({ why }) => ({
    says: `the current folder cannot be used: ${why === 'ENOENT' ? 'it was deleted' : system(why)}`,
    hint: 'change to another folder',
  }),

  'file-exists': ({ file, force }) => ({
    says: `${quote(file)} already exists`,
    hint: force ? 'to overwrite it: --force' : 'choose another name, or delete it first',
  }),
  'file-is-symlink': ({ file }) => ({
    says: `${quote(file)} is a symbolic link, and scopectl does not write through links`,
    hint: 'name the file that it points to',
  }),
  'file-unwritable': ({ file, why }) => ({
    says: `cannot write ${quote(file)}: ${system(why)}`,
    hint: UNWRITABLE.get(why),
  }),

  'stdin-silent': ({ awaited }) => ({ says: `waiting for ${awaited} on stdin` }),
  'stdin-too-big': ({ limit }) => ({ says: `stdin is larger than ${bytes(limit)}` }),
  'queries-not-utf8': ({ file, line }) => ({
    says: `line ${line} of ${quote(file)} is not UTF-8`,
  }),
  'query-too-long': ({ file, line, limit }) => ({
    says: `line ${line} of ${file === undefined ? 'stdin' : quote(file)} is longer than ${bytes(limit)}`,
    hint: 'write one query per line',
  }),
  'stdin-not-utf8': ({ line }) => ({ says: `line ${line} of stdin is not UTF-8` }),

  'env-bad-name': () => ({
    says: '`env:` must be followed by the name of a variable',
    hint: 'use its name, not its value, without a `$`: `env:SECRET_KEY`',
  }),
  'env-unset': ({ name, envFile, inDotEnv, suggestion }) => ({
    says: `the variable ${quote(name)} is not set${envFile === undefined ? '' : `, and is not in ${quote(envFile)}`}`,
    hint: inDotEnv
      ? `${suggestion === undefined ? 'it' : `${didYouMean(suggestion)} It`} is in .env, which is only read on request: --env .env`
      : (didYouMean(suggestion) ??
        (envFile === undefined
          ? `if it is set in the shell only, programs do not see it: export ${name}`
          : undefined)),
  }),
  'env-empty': ({ name }) => ({
    says: `the variable ${quote(name)} is set, but empty`,
    hint: 'an empty key would let anyone sign: give it a value',
  }),
}
