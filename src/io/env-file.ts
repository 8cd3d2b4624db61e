import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { fail, ScopectlError } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import type { Problem } from '../core/problem.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { refuseSecretConflict } from './merge-conflict.js'
import { readText } from './read-file.js'

/** The environment, with the --env file as a fallback. */
export interface Environment {
  /** Every name that has a value, for hints. */
  names(): readonly string[]
  /** Undefined if it is not set anywhere; the environment takes precedence, even with an empty value. */
  get(name: string): string | undefined
  /** The file's name in messages. */
  readonly file: string | undefined
}

/**
 * @param path from --env, relative to the current folder; without it no file is read, not even `.env`
 * @param by what gives the path, for messages
 * @throws ScopectlError as readText
 */
export function readEnvironment(path: string | undefined, ctx: Context, by = '--env'): Environment {
  const file = path === undefined ? undefined : display(resolve(ctx.cwd, path), ctx.cwd)
  const values = path === undefined ? {} : parse(resolve(ctx.cwd, path), file, by)
  const get = (name: string): string | undefined => own(ctx.env, name) ?? own(values, name)
  const names = (): string[] => [...setIn(ctx.env), ...setIn(values)]
  return { get, names, file }
}

/**
 * The value of `env:NAME`, which must be set and not empty: with an empty secret, anybody could sign.
 *
 * @throws ScopectlError `env-bad-name`, `env-unset`, `env-empty`
 */
export function resolveEnv(name: string, environment: Environment, ctx: Context): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) fail('env-bad-name', {})
  const value = environment.get(name)
  const envFile = environment.file
  if (value === undefined) fail('env-unset', { name, envFile, ...meantBy(name, environment, ctx) })
  if (value === '') fail('env-empty', { name, envFile })
  return value
}

/** Only for the hint: the name itself in a .env that was not read, or a name that looks like it. */
function meantBy(
  name: string,
  environment: Environment,
  ctx: Context,
): { inDotEnv: boolean; suggestion: string | undefined } {
  const dotEnv = environment.file === undefined ? inDotEnv(ctx) : []
  if (dotEnv.includes(name)) return { inDotEnv: true, suggestion: undefined }
  const set = nearest(name, environment.names())
  if (set !== undefined) return { inDotEnv: false, suggestion: set }
  const inFile = nearest(name, dotEnv)
  return { inDotEnv: inFile !== undefined, suggestion: inFile }
}

function inDotEnv(ctx: Context): string[] {
  try {
    return setIn(parse(join(ctx.cwd, '.env')))
  } catch {
    return []
  }
}

const setIn = (values: Values): string[] =>
  Object.keys(values).filter((name) => (own(values, name) ?? '') !== '')

type Values = Readonly<Record<string, string | undefined>>

function parse(path: string, shown = path, by?: string): Values {
  const text = readSecretText(path, shown, by)
  refuseSecretConflict(shown, text)
  return parseEnv(text) as Record<string, string | undefined>
}

/** The locations of problems include the line, which here may be a secret. */
function readSecretText(path: string, shown: string, by: string | undefined): string {
  try {
    return readText(path, shown, by, 1_000_000)
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    throw new ScopectlError(error.problems.map((found) => ({ ...found, at: undefined }) as Problem))
  }
}

const own = (values: Values, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined
