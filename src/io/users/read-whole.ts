import { fail, ScopectlError } from '../../core/errors.js'
import type { Source } from '../../core/source.js'
import { display } from '../catalog-file.js'
import type { Context } from '../context.js'
import { DOCUMENT_BYTES, DocumentBudget } from '../document-budget.js'
import { readJson } from '../json-source.js'
import { decodeText, readText, TEXT_LIMIT } from '../read-file.js'
import { readYaml } from '../yaml-source.js'
import { countValues, VALUE_LIMIT } from '../yaml-tokens.js'
import { conversion, type UsersPlace } from './place.js'

/** The memory that a name or value may take, in bytes. */
const YAML_VALUE = 900
const JSON_VALUE = 400

/**
 * Reads a users file that is a single document, within limits that are checked before it is parsed.
 *
 * @param isConverted whether the file is read to convert it: then it may take the memory that Node has.
 * @throws ScopectlError `users-too-big`, `document-memory`, and as readText, readYaml and readJson
 */
export function readWhole(place: UsersPlace, ctx: Context, isConverted: boolean): Source {
  const file = display(place.path, ctx.cwd)
  const isJson = file.endsWith('.json')
  const tooBig = (limit: number, of: 'bytes' | 'values'): never => {
    const convert = isConverted ? undefined : conversion(place, ctx)
    return fail('users-too-big', { file, limit, of, convert })
  }
  const text = limitedText(place, file, isConverted ? DOCUMENT_BYTES : TEXT_LIMIT, tooBig)
  if (isConverted) {
    const budget = new DocumentBudget()
    budget.takeText(text)
    const size = isJson ? JSON_VALUE * mostJsonValues(text) : YAML_VALUE * countValues(text)
    budget.takeMemory(size, file, 'users')
    return isJson ? readJson(file, text) : readYaml(file, text, Number.POSITIVE_INFINITY)
  }
  if (!isJson && hasManyValues(text)) tooBig(VALUE_LIMIT, 'values')
  return isJson ? readJson(file, text) : readYaml(file, text)
}

/**
 * The text of a users file in a revision, within the same limits.
 *
 * @param tooBig called above a limit
 * @throws ScopectlError `file-not-utf8`, and as `tooBig`
 */
export function textWithin(
  bytes: Uint8Array,
  file: string,
  tooBig: (limit: number, of: 'bytes' | 'values') => never,
): string {
  if (bytes.length > TEXT_LIMIT) tooBig(TEXT_LIMIT, 'bytes')
  const text = decodeText(bytes, file)
  if (!file.endsWith('.json') && hasManyValues(text)) tooBig(VALUE_LIMIT, 'values')
  return text
}

/** A value takes at least two characters with what separates it, so a short text need not be counted. */
const hasManyValues = (text: string): boolean =>
  text.length > 2 * VALUE_LIMIT && countValues(text) > VALUE_LIMIT

function limitedText(
  { path, by }: UsersPlace,
  file: string,
  limit: number,
  tooBig: (limit: number, of: 'bytes') => never,
): string {
  try {
    return readText(path, file, by, limit)
  } catch (error) {
    const isTooBig =
      error instanceof ScopectlError && error.problems.some(({ code }) => code === 'file-too-big')
    if (isTooBig) return tooBig(limit, 'bytes')
    throw error
  }
}

/** Counts separators; those in quotes count too. */
function mostJsonValues(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === COMMA || code === COLON || code === BRACKET || code === BRACE) count++
  }
  return count
}

const [COMMA, COLON, BRACKET, BRACE] = [0x2c, 0x3a, 0x5b, 0x7b]
