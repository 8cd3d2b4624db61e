import { type Command, Option } from 'commander'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { ALGORITHMS, type Algorithm } from '../core/token/model.js'
import { type At, parseAt, parseLeeway } from './time-flags.js'

/** What `withGlobals` makes of the flags that every command has. */
export interface GlobalOptions {
  catalog?: string
  usersFile?: string
  profile?: string
  env?: string
  at?: At
  /** In seconds; 0 where it is not given. */
  leeway: number
  format?: string
  json?: boolean
  quiet?: boolean
  verbose?: boolean
  /** False with `--no-color`. */
  color: boolean
  /** False with `--no-input`. */
  input: boolean
}

export interface SubjectOptions {
  token?: string
  user?: string
  client?: string
  role?: readonly string[]
  scopes?: string
  anonymous?: boolean
}

export interface GoalOptions {
  need?: readonly string[]
  any?: boolean
  route?: string
}

export interface KeyingOptions {
  key?: string
  algorithm?: Algorithm
  issuer?: string
  audience?: string
}

/** Parser of an option that may be repeated; any other value flag given twice is refused. */
export const repeatable = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
]

/** Parser of an option that takes one of a few words. */
export const oneOf =
  <T extends string>(flag: string, choices: readonly T[]) =>
  (value: string): T =>
    choices.find((choice) => choice === value) ??
    fail('invalid-choice', { flag, value, choices, suggestion: nearest(value, choices) })

const option = (group: string, flags: string, says: string): Option =>
  new Option(flags, says).helpGroup(group)

/** @param formats what `--format` takes, the default first */
export function withGlobals(command: Command, formats: readonly string[]): Command {
  const flag = (flags: string, says: string) => option('Globals:', flags, says)
  return command
    .addOption(flag('-c, --catalog <FILE>', 'the catalog (else SCOPECTL_CATALOG, else searched)'))
    .addOption(flag('--users-file <FILE>', "a users file in place of the catalog's own"))
    .addOption(flag('--profile <NAME>', 'overlay a profile of the catalog on its token settings'))
    .addOption(flag('--env <FILE>', 'read variables for env:NAME from this file too'))
    .addOption(
      flag('--at <TIME>', 'answer as of then: ISO 8601, seconds, or iat').argParser(parseAt),
    )
    .addOption(
      flag('--leeway <DUR>', 'clock skew to forgive, up to 5m')
        .argParser(parseLeeway)
        .default(0, '0s'),
    )
    .addOption(
      flag('--format <F>', `${formats.join(', ')} (${formats[0]})`).argParser(
        oneOf('--format', formats),
      ),
    )
    .addOption(flag('--json', 'the same as --format json'))
    .addOption(flag('-q, --quiet', 'no answer text: the exit code is the answer'))
    .addOption(flag('-v, --verbose', 'name the files that were used'))
    .addOption(flag('--no-color', 'no colours (also: NO_COLOR)'))
    .addOption(flag('--no-input', 'never ask anything'))
    .addOption(flag('-h, --help', 'show this help'))
}

const SUBJECT = 'Subject (one kind; else stdin):'

/** `[TOKEN]`, `--token` or stdin. */
export function withToken(command: Command): Command {
  return command
    .argument('[TOKEN]', 'a JWT, -, file:FILE or env:NAME; left out: stdin')
    .addOption(option(SUBJECT, '--token <TOKEN>', 'the same as the argument TOKEN'))
}

/** Somebody by name. */
export function withNamed(command: Command, group = 'Subject (one kind):'): Command {
  const flag = (flags: string, says: string) => option(group, flags, says)
  return command
    .addOption(flag('--user <NAME>', 'a user of the users file'))
    .addOption(flag('--client <NAME>', 'a client of the users file'))
    .addOption(
      flag('--role <NAME>', 'whoever has this role (repeats: has all)').argParser(repeatable),
    )
}

/** A token, or a flag: one kind only. Whether exactly one was given is for the command to see. */
export function withSubject(command: Command): Command {
  const flag = (flags: string, says: string) => option(SUBJECT, flags, says)
  return withNamed(withToken(command), SUBJECT)
    .addOption(flag('--scopes <SCOPES>', 'a token with exactly these scopes'))
    .addOption(flag('--anonymous', 'nobody: no token'))
}

export function withGoal(command: Command): Command {
  const flag = (flags: string, says: string) => option('Goal (one kind):', flags, says)
  return command
    .addOption(flag('--need <SCOPES>', 'these scopes (repeats: all of them)').argParser(repeatable))
    .addOption(flag('--any', 'one --need is enough'))
    .addOption(flag('--route <ROUTE>', 'a method and a path, such as "GET /items/"'))
}

/** Trust by flags, in place of a catalog. */
export function withKeying(command: Command): Command {
  const flag = (flags: string, says: string) =>
    option('Keying (in place of a catalog):', flags, says)
  return command
    .addOption(flag('--key <SOURCE>', 'env:NAME, file:PATH or a JWKS URL'))
    .addOption(
      flag('--algorithm <ALG>', 'the only algorithm accepted').argParser(
        oneOf('--algorithm', ALGORITHMS),
      ),
    )
    .addOption(flag('--issuer <ISSUER>', 'the issuer expected; any: not checked'))
    .addOption(flag('--audience <AUDIENCE>', 'the audience expected; any: not checked'))
}
