import type { FileProblems } from '../../core/problems/files.js'
import { didYouMean, quote, type Words } from './words.js'

type Code = Extract<keyof FileProblems, `env-${string}`>

/** Problems with variables that are named as `env:NAME`. */
export const environmentWords: Words<Pick<FileProblems, Code>> = {
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
