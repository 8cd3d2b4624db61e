import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { fileOf } from './schema-files.js'

const compiled = new Map<string, ValidateFunction>()

/**
 * Checks every JSON document in an output against the schema that users get, in strict mode, and closed: a member that
 * the schema does not have is an error here, although users must expect new ones.
 *
 * @throws Error with the document, and what is wrong with it
 */
export function assertDocumented(output: string): void {
  for (const line of output.split('\n')) {
    // A pipe may have cut it.
    if (!line.startsWith('{"kind":"') || !line.endsWith('}')) continue
    const document = JSON.parse(line)
    const isValid = validatorOf(document.kind)
    if (isValid(document)) continue
    const what = isValid.errors?.map(({ instancePath, message, params }) =>
      [instancePath, message, JSON.stringify(params)].join(' '),
    )
    const schema = fileOf(document.kind)
    throw new Error(`not as documented in ${schema}:\n${what?.join('\n')}\n${line.slice(0, 4000)}`)
  }
}

/** `scopectl`: no command was found, so it can only be a failure. */
export function validatorOf(kind: string): ValidateFunction {
  const file = fileOf(kind === 'scopectl' ? 'error' : kind)
  const known = compiled.get(file)
  if (known) return known
  if (!existsSync(file))
    throw new Error(`${file} is missing: add ${kind} to src/report/documents, and npm run docs`)
  const schema = closed(JSON.parse(readFileSync(file, 'utf8'))) as object
  const made = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
  compiled.set(file, made)
  return made
}

/** No object may have members that its schema does not list. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed)
  if (typeof node !== 'object' || node === null) return node
  const walked = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, closed(value)]),
  )
  return 'properties' in walked && !('additionalProperties' in walked)
    ? { ...walked, additionalProperties: false }
    : walked
}
