import type { QuestionProblems } from '../../core/problems/question.js'
import { duration } from '../time.js'
import { didYouMean, list, quote, type Words } from './words.js'

export const questionWords: Words<QuestionProblems> = {
  'unknown-command': ({ command, suggestion }) => ({
    says: `there is no command ${quote(command)}`,
    hint: didYouMean(suggestion && `scopectl ${suggestion}`) ?? 'scopectl help lists them',
  }),
  'no-command': () => ({ says: 'no command was given', hint: 'scopectl help lists them' }),
  'incomplete-command': ({ command, words }) => ({
    says: `${quote(command)} needs a second word`,
    hint: `one of ${list(words)}`,
  }),
  'unknown-topic': ({ topic, topics, suggestion }) => ({
    says: `there is no help on ${quote(topic)}`,
    hint: didYouMean(suggestion) ?? `topics are ${list(topics, 'and')}, and every command`,
  }),
  'unknown-flag': ({ flag, command, suggestion }) => ({
    says: `${command ? `${quote(command)} has no flag` : 'before the command word there can be no flag'} ${quote(flag)}`,
    hint:
      didYouMean(suggestion) ??
      (command
        ? `scopectl ${command} --help lists them`
        : 'flags of a command stand after its name'),
  }),
  'renamed-flag': ({ flag, now }) => ({
    says: `${quote(flag)} is now ${quote(now)}: Node itself obeys the old flag, and NODE_OPTIONS in the file`,
    hint: `write ${quote(`${now} FILE`)}`,
  }),
  'flag-not-alone': ({ flag, beside }) => ({
    says: `${quote(flag)} cannot be combined with ${beside === undefined ? 'an argument' : quote(beside)}: nothing was checked`,
    hint: 'a value that starts with a dash is written --flag=VALUE; a token from elsewhere comes by --token env:NAME or stdin',
  }),
  'missing-value': ({ flag, value, found }) => ({
    says: `${quote(flag)} needs a value: ${value}${found ? `, not ${quote(found)}` : ''}`,
    hint: found && `if ${quote(found)} is the value, write ${quote(`${flag}=${found}`)}`,
  }),
  'empty-value': ({ flag }) => ({
    says: `${quote(flag)} is empty: an unset variable leaves it so`,
  }),
  'unexpected-value': ({ flag }) => ({ says: `${quote(flag)} takes no value` }),
  'repeated-flag': ({ flag }) => ({ says: `${quote(flag)} is given twice`, hint: 'give it once' }),
  'missing-argument': ({ argument, command }) => ({
    says: `${quote(command)} needs an argument: ${argument}`,
    hint: `scopectl ${command} --help has examples`,
  }),
  'excess-argument': ({ argument, command, most }) => ({
    // What follows a name there is a password.
    says: `${quote(command)} takes ${ARGUMENTS[most] ?? `${most} arguments`}: ${command === 'users passwd' ? 'another' : quote(argument)} is too many`,
    hint: argument.includes(' ') || most === 0 ? undefined : 'a value with spaces needs quotes',
  }),
  'conflicting-flags': ({ flags }) => ({
    says: `${list(flags, 'and')} exclude each other`,
    hint: 'give one of them',
  }),
  'invalid-choice': ({ flag, value, choices, suggestion }) => ({
    says: `${quote(flag)} cannot be ${quote(value)}`,
    hint: didYouMean(suggestion) ?? `it is one of ${list(choices)}`,
  }),
  'bad-time': ({ flag, text, why }) => ({
    says: `${quote(flag)} ${quote(text)}: ${TIME_FAULTS[why]}`,
    hint: 'write 2026-01-31T12:00:00Z, 2026-01-31, seconds since 1970, or iat',
  }),
  'bad-span': ({ flag, text, least, most }) => ({
    says: `${quote(flag)} ${quote(text)} is no duration from ${duration(least)} to ${duration(most)}`,
    hint: 'write it like 30s, 15m, 1h30m or 7d',
  }),
  usage: ({ what }) => ({ says: what }),
}

const ARGUMENTS = ['no arguments', 'one argument', 'two arguments']

const TIME_FAULTS = {
  form: 'not a time',
  'no-zone': 'a time of day needs its zone, such as Z',
  'no-such-date': 'there is no such time',
  milliseconds: 'this looks like milliseconds',
} as const
