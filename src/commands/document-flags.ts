import {
  NO_OPENAPI,
  type OpenApiSettings,
  prefixText,
  readPrefix,
  schemeFile,
} from '../core/catalog/read-openapi.js'
import type { OpenApiFile } from '../core/catalog/schema.js'
import { fail, ScopectlError } from '../core/errors.js'
import type { OpenApiSource } from '../core/openapi/document.js'
import { type Imported, type ImportOptions, importOpenApi } from '../core/openapi/import.js'
import { type Problem, problem } from '../core/problem.js'

/** The flags about how a document is read. The catalog remembers them as `openapi:`. */
export interface DocumentFlags {
  readonly scheme?: readonly string[] | undefined
  readonly basePath?: string | undefined
}

/** How to read a document. */
export interface Reading {
  readonly options: ImportOptions
  /** What the flags said, as the catalog remembers it. */
  readonly said: OpenApiFile
  /** A flag that differs from what the catalog remembers applies to this run. */
  readonly differs: readonly Problem[]
  readonly remembered: OpenApiSettings
}

/**
 * A flag wins; without it, what the catalog remembers applies.
 *
 * @throws ScopectlError `openapi-bad-prefix`
 */
export function readingOf(flags: DocumentFlags, remembered: OpenApiSettings = NO_OPENAPI): Reading {
  const { scheme = [], basePath } = flags
  const prefix = basePath === undefined ? undefined : prefixOf(basePath)
  const said = {
    ...(scheme.length === 0 ? {} : { scheme: schemeFile(scheme) }),
    ...(prefix === undefined ? {} : { base_path: prefixText(prefix) }),
  }
  const { at } = remembered
  const differs: Problem[] = []
  const compare = <K extends keyof OpenApiFile>(
    flag: string,
    key: K,
    old: OpenApiFile[K],
  ): void => {
    const value = said[key]
    if (value === undefined || old === undefined || String(value) === String(old)) return
    const facts = { flag, key, value: [value].flat(), remembered: [old].flat() }
    differs.push(problem('openapi-flag-differs', facts, at[key]))
  }
  compare('--scheme', 'scheme', schemeFile(remembered.schemes))
  const old = remembered.prefix === undefined ? undefined : prefixText(remembered.prefix)
  compare('--base-path', 'base_path', old)
  const options = {
    scheme: scheme.length > 0 ? scheme : remembered.schemes,
    prefix: prefix ?? remembered.prefix,
  }
  return { options, said, differs, remembered }
}

function prefixOf(text: string): string {
  const read = readPrefix(text)
  if (typeof read === 'string') return read
  return fail('openapi-bad-prefix', { prefix: text, why: read.why, by: '--base-path' })
}

/** Reads the document. A scheme that only the catalog names is reported where it is written. */
export function importAs(source: OpenApiSource, { options, said, remembered }: Reading): Imported {
  try {
    return importOpenApi(source, options)
  } catch (error) {
    if (!(error instanceof ScopectlError) || said.scheme !== undefined) throw error
    const at = remembered.at.scheme
    const isOfScheme = ({ code }: Problem): boolean =>
      code === 'openapi-no-scheme' || code === 'openapi-scheme-kind'
    throw new ScopectlError(
      error.problems.map((each) => (at && isOfScheme(each) ? { ...each, at } : each)),
    )
  }
}
