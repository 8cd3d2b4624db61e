import { GOOD } from '../core/token/support.js'
import { SERVER } from '../support/server-table.js'
import { SMALL, USERS } from './place.js'
import { V3 } from './targets/openapi.js'
import { SUITE } from './targets/suite.js'

/** A valid file of one kind with much in it, and command lines that read it. */
export interface Document {
  readonly name: string
  readonly file: string
  /** For a file of lines, one document each. */
  readonly documents: readonly unknown[]
  /** The other files. */
  readonly files: Readonly<Record<string, string>>
  /** The first says whether the file is valid. */
  readonly lines: readonly string[]
  /** The exit code of the first line that is right for the file as it is; 0 by default. */
  readonly exit?: number
}

export const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const TOKEN = `${part({ alg: 'HS256' })}.${part({ ...GOOD, scope: 'read' })}.AAAA`
/** The files that most lines need. */
export const WORLD: Readonly<Record<string, string>> = {
  'scopes.yaml': SMALL,
  'users.yaml': USERS,
  'token.jwt': TOKEN,
  'api.json': JSON.stringify(V3),
  'base.yaml': SMALL,
  'scopes.test.yaml': SUITE,
  'server.yaml': SERVER,
}
export const doc = (
  name: string,
  file: string,
  documents: readonly unknown[],
  lines: readonly string[],
  more: Partial<Document> = {},
): Document => ({ name, file, documents, files: WORLD, lines, ...more })
