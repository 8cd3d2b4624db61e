import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { CATALOG as EVERY_KEY, USERS as EVERY_USER } from '../support/lock-world.js'
import { tempDir } from '../support/temp-dir.js'
import { SECRET } from './ask.js'
import { bytesOf } from './edits.js'

/** As any reader of JSON or YAML finds it. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parseYaml(text, { logLevel: 'error' })
  }
}

type Files = Readonly<Record<string, string | undefined>>

/** The keys that the catalogs name; a URL that an edit makes up leads nowhere. */
export const ENV: Readonly<Record<string, string>> = {
  KEY: SECRET,
  HTTPS_PROXY: 'http://127.0.0.1:9',
}

/** What keys and questions are asked about. */
export const SMALL = `token: { key: env:KEY, algorithm: HS256, issuer: https://idp.test, audience: items-api }
scopes: { read: Read, write: { description: Write, implies: [read] }, "users:read": Users, admin: Everything }
roles:
  viewer: { scopes: [read] }
  editor: { extends: [viewer], scopes: [write] }
  boss: { scopes: ["users:*", admin], when: { is_admin: true } }
routes:
  GET /items: read
  POST /items: write
  GET /items/{id}: { any: [read, { scheme: Key }] }
  GET /users/{id}: { all: [users:read, admin] }
  GET /me: authenticated
  GET /open: public
  DELETE /items/{id}: undecided
`
export const USERS = `users:
  alice: { roles: [viewer], claims: { email: a@example.test } }
  bob: { roles: [editor], scopes: [admin], disabled: true }
  carol: { is_admin: true, claims: { team: blue } }
clients:
  bot: { roles: [viewer], scopes: [write] }
`
/** Every key of the catalog and of the users, with a key that is in the environment. */
export const LARGE = EVERY_KEY.replace('users: people.yaml\n', '')
  .replace('algorithm: ES256', 'algorithm: HS256')
  .replace('file:key.json', 'env:KEY')
export const LARGE_USERS = EVERY_USER

export const CATALOGS: readonly string[] = [SMALL, LARGE]

/**
 * A folder for a target, made when it is needed.
 *
 * @param files what is in it for every input
 * @returns writes all of them again, with those of this input (undefined: none such), and returns the path
 */
export function placeFor(files: Files): (more?: Files) => string {
  let cwd: string | undefined
  return (more = {}) => {
    cwd ??= tempDir()
    for (const [name, text] of Object.entries({ ...files, ...more })) {
      const path = join(cwd, name)
      rmSync(path, { recursive: true, force: true })
      if (text === undefined) continue
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, bytesOf(text))
    }
    return cwd
  }
}
