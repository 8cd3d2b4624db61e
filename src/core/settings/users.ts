import { clientSchema, userSchema, usersSchema } from '../users/schema.js'
import { type Described, type DescribedMap, describe, VERSION } from './described.js'

const roles: Described = { description: 'Roles that are assigned by hand.', examples: [['editor']] }
const scopes: Described = {
  description: 'Scopes that are granted besides those of the roles. No globs.',
  examples: [['users:read']],
}
const disabled: Described = {
  description:
    'true: gets no token, and is treated as anonymous. Tokens issued before count until they expire.',
  examples: [true],
}
const HASH = 'scrypt$32768$8$3$c2FsdCBmb3IgZXhhbXBsZQ$dGhpcnR5LXR3byBieXRlcyBmb3IgdGhlIGV4YW1wbGU'

/** What each key of users.yaml means. */
export const USERS: readonly DescribedMap[] = [
  describe(usersSchema, {
    version: VERSION,
    users: {
      description: 'Users by name. The name is the claim `sub` of their tokens.',
      examples: [{ bob: { roles: ['editor'] } }],
    },
    clients: {
      description: 'Machine callers by name. The name is `client_id` and `sub` of their tokens.',
      examples: [{ 'ci-bot': { scopes: ['read'] } }],
    },
  }),
  describe(userSchema, {
    roles,
    scopes,
    claims: {
      description: "Further claims of the user's tokens.",
      examples: [{ email: 'bob@example.test' }],
    },
    disabled,
    password: {
      description: 'A hash for `scopectl serve`, written by `scopectl users passwd NAME`.',
      examples: [HASH],
    },
  }),
  describe(clientSchema, {
    roles,
    scopes,
    disabled,
    secret: {
      description: 'A hash for `scopectl serve`, written by `scopectl users passwd NAME`.',
      examples: [HASH],
    },
  }),
]
