import type { SyntaxProblems } from '../../core/problems/syntax.js'
import { quote, type Words } from './words.js'

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

/** The sentences for text that is not valid YAML or JSON, or that parsers read differently. */
export const syntaxWords: Words<SyntaxProblems> = {
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
  'too-many-values': ({ limit }) => ({
    says: `more than ${limit} names and values: reading them would take over 1 GB of memory`,
    hint: 'split the file, or write it as JSON, which takes less memory',
  }),
}
