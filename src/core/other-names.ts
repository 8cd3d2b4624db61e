import { nearest } from './nearest.js'

/** Names of settings in other tools and standards, and our names for the same thing, if there is such a setting. */
const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ...{ alg: ['algorithm'], algorithms: ['algorithm'], iss: ['issuer'], aud: ['audience'] },
    ...{ secret: ['key'], secret_key: ['key'], signing_key: ['key'], public_key: ['key'] },
    ...{ private_key: ['key'], jwks: ['key'], jwks_uri: ['key'], jwks_url: ['key'], jwk: ['key'] },
    ...{ expires: ['lifetime'], expires_in: ['lifetime'], expiry: ['lifetime'], exp: ['lifetime'] },
    ...{ ttl: ['lifetime'], max_age: ['lifetime'], duration: ['lifetime'] },
    ...{ scopes_claim: ['scope_claim'], roles_claim: ['role_claim'], claim: ['scope_claim'] },
    ...{ sub: ['subject'], mode: ['enforce'], desc: ['description'], summary: ['description'] },
    ...{ scope: ['scopes', 'needs', 'need'], permissions: ['scopes', 'needs'] },
    ...{ requires: ['needs'], require: ['needs'], required: ['needs'], security: ['needs'] },
    ...{ need: ['needs'], role: ['roles'], groups: ['roles'], grants: ['scopes'] },
    ...{ inherits: ['extends'], parents: ['extends'], includes: ['implies', 'extends'] },
    ...{ is_default: ['default'], if: ['when'], condition: ['when'], conditions: ['when'] },
    ...{ paths: ['routes'], endpoints: ['routes'], user: ['users', 'as'], subject: ['as'] },
    ...{ users_file: ['users'], parameters: ['params'], ignores: ['ignore'], why: ['reason'] },
    ...{ code: ['rule'], cases: ['tests'], test: ['tests'], title: ['name'], path: ['route'] },
    ...{ expected: ['expect'], result: ['expect'], env: ['profiles'], environments: ['profiles'] },
    ...{ passwd: ['password'], password_hash: ['password'], hash: ['password', 'secret'] },
  } satisfies Record<string, readonly string[]>),
)

/**
 * The known setting that an unknown one was probably meant to be: the same thing under another tool's name, else the
 * nearest spelling.
 * @example meantName('jwks_uri', ['key', 'issuer']) is 'key'
 */
export function meantName(name: string, known: readonly string[]): string | undefined {
  const plain = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
  if (plain !== name && known.includes(plain)) return plain
  const others = OTHER_NAMES.get(plain) ?? []
  return others.find((other) => known.includes(other)) ?? nearest(name, known)
}
