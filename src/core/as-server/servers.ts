import { express } from './profiles/express.js'
import { fastapi, fastapi403 } from './profiles/fastapi.js'
import type { Profile } from './schema.js'

/** A server by name; `check`: it answers what `check` itself decides. */
export interface Server {
  readonly name: string
  readonly profile: Profile | 'check'
}

/** Each is compared with the real server by `npm run test:interop`. */
const PROFILES = {
  fastapi,
  'fastapi-403': fastapi403,
  express,
  rfc6750: 'check',
} as const satisfies Record<string, Profile | 'check'>

/** Servers whose tables are built in. */
export type ServerName = keyof typeof PROFILES
export const SERVER_NAMES = Object.keys(PROFILES) as ServerName[]

export const serverNamed = (name: ServerName): Server => ({ name, profile: PROFILES[name] })
