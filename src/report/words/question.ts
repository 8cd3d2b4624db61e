import type { QuestionProblems } from '../../core/problems/question.js'
import { duration } from '../time.js'
import { didYouMean, list, quote, type Words } from './words.js'

export const questionWords: Words<QuestionProblems> = {
  'unknown-command': ({ command, suggestion }) => ({
    says: `unknown command ${quote(command)}`,
    hint: didYouMean(suggestion && `scopectl ${suggestion}`) ?? 'to list commands: scopectl help',
  }),
  'no-command': () => ({ says: 'no command was given', hint: 'to list commands: scopectl help' }),
  'incomplete-command': ({ command, words }) => ({
    says: `${quote(command)} needs a subcommand`,
    hint: `one of ${list(words)}`,
  }),
  'unknown-topic': ({ topic, topics, suggestion }) => ({
    says: `no help topic ${quote(topic)}`,
    hint: didYouMean(suggestion) ?? `topics: ${list(topics, 'and')}, and every command`,
  }),
  'unknown-flag': ({ flag, command, suggestion, setting }) => ({
    says: `unknown flag ${quote(flag)}${command ? ` for ${quote(command)}` : ' before the command'}`,
    hint:
      didYouMean(suggestion) ??
      (setting === undefined
        ? undefined
        : `it is a setting of the catalog, \`${setting}:\` under token:, or of a profile: scopectl help settings`) ??
      (command
        ? `to list its flags: scopectl ${command} --help`
        : 'put the flags of a command after its name'),
  }),
  'renamed-flag': ({ flag, now }) => ({
    says: `${quote(flag)} is now ${quote(now)}: Node interprets the old flag itself, and obeys NODE_OPTIONS in that file`,
    hint: `use ${quote(`${now} FILE`)}`,
  }),
  'flag-not-alone': ({ flag, beside, topic }) => ({
    says: `${quote(flag)} cannot be combined with ${beside === undefined ? 'an argument' : quote(beside)}: nothing was checked`,
    hint:
      topic === undefined
        ? undefined
        : `for help alone: scopectl ${topic} --help; write a value that starts with a dash as --flag=VALUE`,
  }),
  'missing-value': ({ flag, value, found }) => ({
    says: `${quote(flag)} needs a value: ${value}${found ? `, not ${quote(found)}` : ''}`,
    hint: found && `if ${quote(found)} is the value, write ${quote(`${flag}=${found}`)}`,
  }),
  'empty-value': ({ flag }) => ({
    says: `${quote(flag)} is empty: is a variable unset?`,
  }),
  'empty-argument': ({ argument }) => ({
    says: `${argument === undefined ? 'an argument' : `the argument ${quote(argument)}`} is empty: is a variable unset?`,
  }),
  'unexpected-value': ({ flag }) => ({ says: `${quote(flag)} does not take a value` }),
  'repeated-flag': ({ flag }) => ({
    says: `${quote(flag)} is given twice`,
    hint: SEPARATED.get(flag) ?? 'give it once',
  }),
  'missing-argument': ({ argument, command }) => ({
    says: `${quote(command)} needs an argument: ${argument}`,
    hint: `for examples: scopectl ${command} --help`,
  }),
  'excess-argument': ({ argument, command, most }) => ({
    // What follows a name there is a password.
    says: `${quote(command)} takes ${ARGUMENTS[most] ?? `${most} arguments`}: ${command === 'users passwd' || argument === undefined ? 'another' : quote(argument)} is too many`,
    hint: argument?.includes(' ') || most === 0 ? undefined : 'quote a value that contains spaces',
  }),
  'conflicting-flags': ({ flags }) => ({
    says: `${list(flags, 'and')} cannot be combined`,
    hint: 'use one of them',
  }),
  'invalid-choice': ({ flag, value, choices, suggestion }) => ({
    says: `invalid value ${quote(value)} for ${quote(flag)}`,
    hint: didYouMean(suggestion) ?? `use one of ${list(choices)}`,
  }),
  'bad-time': ({ flag, text, why }) => ({
    says: `${quote(flag)} ${quote(text)}: ${TIME_FAULTS[why]}`,
    hint: 'use 2026-01-31T12:00:00Z, 2026-01-31, seconds since 1970, or iat',
  }),
  'bad-span': ({ flag, text, least, most }) => ({
    says: `invalid duration ${quote(text)} for ${quote(flag)}: use ${duration(least)} to ${duration(most)}`,
    hint: 'use a duration like 30s, 15m, 1h30m or 7d',
  }),
  usage: ({ what }) => ({ says: what }),
}

/** Flags that take a list. */
const SEPARATED = new Map([
  ['--fail-on', 'separate the kinds by commas: --fail-on gain,opened,weaker'],
])

const ARGUMENTS = ['no arguments', 'one argument', 'two arguments']

const TIME_FAULTS = {
  form: 'not a time',
  'no-zone': 'a time of day needs a time zone, like Z',
  'no-such-date': 'no such date or time',
  milliseconds: 'this looks like milliseconds',
} as const
