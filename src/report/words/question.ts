import type { QuestionProblems } from '../../core/problems/question.js'
import { duration } from '../time.js'
import { didYouMean, list, q, type Words } from './words.js'

export const questionWords: Words<QuestionProblems> = {
  'unknown-command': ({ command, near }) => ({
    says: `there is no command ${q(command)}`,
    hint: didYouMean(near && `scopectl ${near}`) ?? 'scopectl help lists them',
  }),
  'no-command': () => ({ says: 'no command was given', hint: 'scopectl help lists them' }),
  'incomplete-command': ({ command, words }) => ({
    says: `${q(command)} needs a second word`,
    hint: `one of ${list(words)}`,
  }),
  'unknown-topic': ({ topic, topics, near }) => ({
    says: `there is no help on ${q(topic)}`,
    hint: didYouMean(near) ?? `topics are ${list(topics, 'and')}, and every command`,
  }),
  'unknown-flag': ({ flag, command, near }) => ({
    says: `${command ? `${q(command)} has no flag` : 'before the command word there can be no flag'} ${q(flag)}`,
    hint:
      didYouMean(near) ??
      (command
        ? `scopectl ${command} --help lists them`
        : 'flags of a command stand after its name'),
  }),
  'renamed-flag': ({ flag, now }) => ({
    says: `${q(flag)} is now ${q(now)}: Node itself obeys the old flag, and NODE_OPTIONS in the file`,
    hint: `write ${q(`${now} FILE`)}`,
  }),
  'flag-not-alone': ({ flag, beside }) => ({
    says: `${q(flag)} cannot be combined with ${beside === undefined ? 'an argument' : q(beside)}: nothing was checked`,
    hint: 'a value that starts with a dash is written --flag=VALUE; a token from elsewhere comes by --token env:NAME or stdin',
  }),
  'missing-value': ({ flag, value, found }) => ({
    says: `${q(flag)} needs a value: ${value}${found ? `, not ${q(found)}` : ''}`,
    hint: found && `if ${q(found)} is the value, write ${q(`${flag}=${found}`)}`,
  }),
  'empty-value': ({ flag }) => ({
    says: `${q(flag)} is empty: an unset variable leaves it so`,
  }),
  'unexpected-value': ({ flag }) => ({ says: `${q(flag)} takes no value` }),
  'repeated-flag': ({ flag }) => ({ says: `${q(flag)} is given twice`, hint: 'give it once' }),
  'missing-argument': ({ argument, command }) => ({
    says: `${q(command)} needs an argument: ${argument}`,
    hint: `scopectl ${command} --help has examples`,
  }),
  'excess-argument': ({ argument, command, most }) => ({
    // What follows a name there is a password.
    says: `${q(command)} takes ${ARGUMENTS[most] ?? `${most} arguments`}: ${command === 'users passwd' ? 'another' : q(argument)} is too many`,
    hint: argument.includes(' ') || most === 0 ? undefined : 'a value with spaces needs quotes',
  }),
  'conflicting-flags': ({ flags }) => ({
    says: `${list(flags, 'and')} exclude each other`,
    hint: 'give one of them',
  }),
  'invalid-choice': ({ flag, value, choices, near }) => ({
    says: `${q(flag)} cannot be ${q(value)}`,
    hint: didYouMean(near) ?? `it is one of ${list(choices)}`,
  }),
  'bad-time': ({ flag, text, why }) => ({
    says: `${q(flag)} ${q(text)}: ${TIME_FAULTS[why]}`,
    hint: 'write 2026-01-31T12:00:00Z, 2026-01-31, seconds since 1970, or iat',
  }),
  'bad-span': ({ flag, text, least, most }) => ({
    says: `${q(flag)} ${q(text)} is no duration from ${duration(least)} to ${duration(most)}`,
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
