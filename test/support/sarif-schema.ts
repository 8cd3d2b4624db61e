import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const { default: Ajv } = require('ajv-draft-04') as typeof import('ajv-draft-04')
const { default: addFormats } = require('ajv-formats') as typeof import('ajv-formats')
const schema = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
)
// One of its patterns is only valid without the flag `u`.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false })
addFormats(ajv)
const isSarif = ajv.compile(schema)

/** What the schema of the standard rejects in a printed log; [] if nothing. */
export const sarifErrors = (text: string): unknown =>
  isSarif(JSON.parse(text)) ? [] : isSarif.errors
