import { scopectlHere } from '../../support/in-process.js'
import { AT, catalogOf } from '../world.js'
import { GOOD_TOKEN } from './token-cases.js'

/** In no output of a case that it is put into. */
export const SECRET = 'hunter2hunter2hunter2'
export const HIDDEN = /hunter2/

export const ISSUE = ['token', '--role', 'viewer']
/** A catalog without a key: the development key signs. */
export const DEVELOPMENT = catalogOf(
  'token: { issuer: http://localhost:8000, audience: items-api }',
)
export const withKey = (key: string, algorithm = 'HS256'): Record<string, string> => ({
  'scopes.yaml': catalogOf(
    `token: { key: "${key}", algorithm: ${algorithm}, issuer: http://localhost:8000, audience: a }`,
  ),
})

/** Verifies the token of the world with this key. */
export const verify = (key: string): string[] => {
  const trust = `--key ${key} --algorithm HS256 --issuer any --audience any`
  return ['verify', GOOD_TOKEN, ...AT, ...trust.split(' ')]
}

/** The development key ring exists, and something is done with it. */
export const ring = (more: (dir: string) => void) => async (cwd: string) => {
  await scopectlHere(ISSUE, { cwd })
  more(cwd)
}
