import type { CommandFault } from '../../core/problems/command-fault.js'
import type { ProbeTokenProblems } from '../../core/problems/probe-tokens.js'
import { shellWord } from '../shell.js'
import { plural, quote, type Words } from './words.js'

const FORMS = 'role:NAME, user:NAME, client:NAME or scopes:A,B, then =env:VAR, =file:PATH or =-'

export const probeTokenWords: Words<ProbeTokenProblems> = {
  'probe-token-for': () => ({ says: 'invalid `--token-for`', hint: `use ${FORMS}` }),
  'probe-token-twice': ({ who }) => ({ says: `duplicate token for ${quote(who)}` }),
  'probe-token-stdin': () => ({
    says: 'only one token can be read from stdin',
    hint: 'use env:VAR or file:PATH for the others',
  }),
  'probe-tokens-line': ({ file, line }) => ({
    says: `invalid entry in line ${line} of ${quote(file)}`,
    hint: 'use role:NAME=env:VAR, or =file:PATH, or = and the token itself',
  }),
  'probe-tokens-empty': ({ file }) => ({ says: `${quote(file)} contains no tokens` }),
  'probe-tokens-open': ({ file, mode }) => ({
    says: `other users can read the tokens in ${quote(file)} (mode ${mode})`,
    hint: `chmod 600 ${shellWord(file)}`,
    warns: true,
  }),
  'probe-token-malformed': ({ who, source }) => ({
    says: `the token for ${quote(who)} (${source}) is not a signed JWT, so it cannot be compared with the catalog`,
    hint: /^(?:env|file):/.test(source)
      ? `scopectl decode ${shellWord(source)} shows what is wrong`
      : undefined,
  }),
  'probe-cmd': () => ({
    says: 'invalid command: no word, or a quote is not closed',
    hint: `no shell reads it: use words and quotes, or a JSON array like '["get-token", "--quiet"]'`,
  }),
  'probe-token-cmd': ({ role, program, why }) => ({
    says: `no token for role ${quote(role)}: ${quote(program)} ${commandFault(why)}`,
    hint: 'the command gets SCOPECTL_ROLE, SCOPECTL_SCOPES and SCOPECTL_SUBJECT, and prints the token',
    fails: true,
  }),
  'probe-token-expired': ({ who }) => ({
    says: `stopped: the token for ${quote(who)} expired during the run`,
    hint: 'supply a token with a longer lifetime, or use --token-cmd, which is run again',
    fails: true,
  }),
  'probe-token-changed': ({ who }) => ({
    says: `stopped: the new token for ${quote(who)} holds other scopes than the first one`,
    fails: true,
  }),
}

function commandFault(why: CommandFault): string {
  switch (why.is) {
    case 'missing':
      return `cannot be started (${why.code})`
    case 'exit':
      return `failed with ${why.code}`
    case 'late':
      return `printed nothing in ${plural(why.seconds, 'second')}`
    case 'too-big':
      return `printed more than ${why.bytes} bytes`
  }
}
