import { type Command, Option } from 'commander'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { ALGORITHMS, type Algorithm } from '../core/token/model.js'
import { type At, parseAt, parseLeeway } from './time-flags.js'

/** The parsed values of the flags that every command has. */
export interface GlobalOptions {
  catalog?: string
  usersFile?: string
  profile?: string
  env?: string
  at?: At
  /** In seconds; 0 by default. */
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

/** Parser for an option that may be repeated; repeating any other is an error. */
export const repeatable = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
]

/** A parser that tells which values there are, for help in JSON and completion. */
type Choosing<T> = ((value: string) => T) & { readonly choices: readonly string[] }

/** Parser for an option with a fixed set of values. */
export const oneOf = <T extends string>(flag: string, choices: readonly T[]): Choosing<T> =>
  amongOthers(
    choices,
    (value) =>
      choices.find((choice) => choice === value) ??
      fail('invalid-choice', { flag, value, choices, suggestion: nearest(value, choices) }),
  )

/** Parser for an option whose value is usually, but not always, one of these. */
export const amongOthers = <T>(
  choices: readonly string[],
  parse: (value: string) => T,
): Choosing<T> => Object.assign((value: string): T => parse(value), { choices })

/** The values that the parser of an option or argument knows. */
export const choicesOf = (parser: unknown): readonly string[] =>
  typeof parser === 'function' && 'choices' in parser ? (parser as Choosing<unknown>).choices : []

const option = (group: string, flags: string, says: string): Option =>
  new Option(flags, says).helpGroup(group)

/** @param formats the values of `--format`, default first */
export function withGlobals(command: Command, formats: readonly string[]): Command {
  const flag = (flags: string, says: string) => option('Globals:', flags, says)
  return command
    .addOption(flag('-c, --catalog <FILE>', 'the catalog (default: SCOPECTL_CATALOG, or searched)'))
    .addOption(flag('--users-file <FILE>', "use this users file instead of the catalog's"))
    .addOption(flag('--profile <NAME>', 'use the token settings of this profile'))
    .addOption(flag('--env <FILE>', 'also read variables for env:NAME from this file'))
    .addOption(
      flag('--at <TIME>', 'answer for this time: ISO 8601, seconds, or iat').argParser(parseAt),
    )
    .addOption(
      flag('--leeway <DUR>', 'clock skew to allow, up to 5m')
        .argParser(parseLeeway)
        .default(0, '0s'),
    )
    .addOption(
      flag('--format <F>', `${formats.join(', ')} (${formats[0]})`).argParser(
        oneOf('--format', formats),
      ),
    )
    .addOption(flag('--json', 'same as --format json'))
    .addOption(flag('-q, --quiet', 'print no answer text: use the exit code'))
    .addOption(flag('-v, --verbose', 'show the files that were used'))
    .addOption(flag('--no-color', 'no colours (also: NO_COLOR)'))
    .addOption(flag('--no-input', 'never prompt'))
    .addOption(flag('-h, --help', 'show this help'))
}

const SUBJECT = 'Subject (one kind; default: stdin):'

/** Adds `[TOKEN]` and `--token`. */
export function withToken(command: Command): Command {
  return command
    .argument('[TOKEN]', 'a JWT, -, file:FILE or env:NAME (default: stdin)')
    .addOption(option(SUBJECT, '--token <TOKEN>', 'same as the TOKEN argument'))
}

/** Adds the flags for a subject by name. */
export function withNamed(command: Command, group = 'Subject (one kind):'): Command {
  const flag = (flags: string, says: string) => option(group, flags, says)
  return command
    .addOption(flag('--user <NAME>', 'a user in the users file'))
    .addOption(flag('--client <NAME>', 'a client in the users file'))
    .addOption(
      flag('--role <NAME>', 'someone with this role (repeat for several)').argParser(repeatable),
    )
}

/** Adds all subject flags. The command itself checks that only one kind was given. */
export function withSubject(command: Command): Command {
  const flag = (flags: string, says: string) => option(SUBJECT, flags, says)
  return withNamed(withToken(command), SUBJECT)
    .addOption(flag('--scopes <SCOPES>', 'a token with exactly these scopes'))
    .addOption(flag('--anonymous', 'a caller without a token'))
}

export function withGoal(command: Command): Command {
  const flag = (flags: string, says: string) => option('Goal (one kind):', flags, says)
  return command
    .addOption(
      flag('--need <SCOPES>', 'require these scopes (repeat for more)').argParser(repeatable),
    )
    .addOption(flag('--any', 'require only one of the --need flags'))
    .addOption(flag('--route <ROUTE>', 'a method and a path, like "GET /items/"'))
}

/** Adds the flags that replace a catalog. */
export function withKeying(command: Command): Command {
  const flag = (flags: string, says: string) =>
    option('Keying (instead of a catalog):', flags, says)
  return command
    .addOption(flag('--key <SOURCE>', 'env:NAME, file:PATH or a JWKS URL'))
    .addOption(
      flag('--algorithm <ALG>', 'the only accepted algorithm').argParser(
        oneOf('--algorithm', ALGORITHMS),
      ),
    )
    .addOption(flag('--issuer <ISSUER>', 'the expected issuer; any: not checked'))
    .addOption(flag('--audience <AUDIENCE>', 'the expected audience; any: not checked'))
}
