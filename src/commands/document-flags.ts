import { type Command, Option } from 'commander'
import {
  NO_OPENAPI,
  OPENAPI_KEYS,
  type OpenApiFile,
  type OpenApiSettings,
} from '../core/catalog/openapi-settings.js'
import { prefixText, readPrefix, schemeFile } from '../core/catalog/read-openapi.js'
import { fail, ScopectlError } from '../core/errors.js'
import type { OpenApiSource } from '../core/openapi/document.js'
import { type Imported, type ImportOptions, importOpenApi } from '../core/openapi/import.js'
import { OPTIONAL, type Optional } from '../core/openapi/security.js'
import { type Problem, problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { rememberedRoot, seenFrom } from '../io/document-root.js'
import { type OpenApiText, readOpenApi } from '../io/openapi-source.js'
import { oneOf, repeatable } from './shared-flags.js'

/** The flags about how a document is read. The catalog remembers them as `openapi:`. */
export interface DocumentFlags {
  readonly scheme?: readonly string[] | undefined
  readonly basePath?: string | undefined
  readonly optional?: Optional | undefined
  readonly anyOf?: boolean | undefined
  readonly root?: string | undefined
}

/** @param when what makes a document be read, if not the command itself: `with --merge: ` */
export const withDocumentFlags = (command: Command, when = ''): Command =>
  command
    .addOption(
      new Option(
        '--scheme <NAME>',
        `${when}the scheme of the catalog's tokens (the most used); repeat if each token belongs to several`,
      ).argParser(repeatable),
    )
    .option(
      '--base-path <PATH>',
      `${when}use this path prefix instead of the document's; / for none`,
    )
    .option(
      '--optional <AS>',
      `${when}what {} beside other security means: public (default), ignore`,
      oneOf('--optional', OPTIONAL),
    )
    .option('--any-of', `${when}one of the scopes in a list is enough (all are needed)`)
    .option('--root <DIR>', `${when}$refs stay in this folder (the git root)`)

/** @throws ScopectlError `flag-needs` if one of the flags is used, but no document is read */
export function refuseDocumentFlags(flags: DocumentFlags, needs: string): void {
  const used = { '--scheme': flags.scheme, '--base-path': flags.basePath }
  const more = { '--optional': flags.optional, '--any-of': flags.anyOf, '--root': flags.root }
  for (const [flag, value] of Object.entries({ ...used, ...more })) {
    if (value !== undefined) fail('flag-needs', { flag, needs })
  }
}

/** How to read a document. */
export interface Reading {
  readonly options: ImportOptions
  readonly root: string | undefined
  /** Whether a flag names the root. */
  readonly isRootSaid: boolean
  /** What the flags said, as the catalog remembers it. */
  readonly said: OpenApiFile
  /** A flag that differs from what the catalog remembers applies to this run. */
  readonly differs: readonly Problem[]
  readonly remembered: OpenApiSettings
}

/**
 * A flag wins; without it, what the catalog remembers applies.
 *
 * @param folder that of the catalog, from which it names other folders
 * @throws ScopectlError `openapi-bad-prefix`
 */
export function readingOf(
  flags: DocumentFlags,
  ctx: Context,
  folder: string,
  remembered: OpenApiSettings = NO_OPENAPI,
): Reading {
  const { scheme = [], basePath, optional, anyOf, root } = flags
  const prefix = basePath === undefined ? undefined : prefixOf(basePath)
  const said: OpenApiFile = {
    ...(scheme.length === 0 ? {} : { scheme: schemeFile(scheme) }),
    ...(prefix === undefined ? {} : { base_path: prefixText(prefix) }),
    ...(optional === undefined ? {} : { optional }),
    ...(anyOf ? { any_of: true } : {}),
    ...(root === undefined ? {} : { root: seenFrom(folder, root, ctx) }),
  }
  const kept = remembered.root === undefined ? undefined : rememberedRoot(folder, remembered.root)
  return {
    options: {
      scheme: scheme.length > 0 ? scheme : remembered.schemes,
      prefix: prefix ?? remembered.prefix,
      optional: optional ?? remembered.optional,
      unstated: remembered.unstated,
      anyOf: anyOf ?? remembered.anyOf,
    },
    root: root ?? kept,
    isRootSaid: root !== undefined,
    said,
    differs: differences(said, remembered),
    remembered,
  }
}

const FLAGS = {
  scheme: '--scheme',
  base_path: '--base-path',
  optional: '--optional',
  unstated: '--unstated',
  any_of: '--any-of',
  root: '--root',
} as const

function differences(said: OpenApiFile, { written, at }: OpenApiSettings): Problem[] {
  return OPENAPI_KEYS.flatMap((key) => {
    const [value, old] = [said[key], written[key]]
    if (value === undefined || old === undefined || String(value) === String(old)) return []
    const [now, before] = [[value].flat().map(String), [old].flat().map(String)]
    const facts = { flag: FLAGS[key], key, value: now, remembered: before }
    return [problem('openapi-flag-differs', facts, at[key])]
  })
}

function prefixOf(text: string): string {
  const read = readPrefix(text)
  if (typeof read === 'string') return read
  return fail('openapi-bad-prefix', { prefix: text, why: read.why, by: '--base-path' })
}

/** Opens the document. A remembered root bounds the references of files; nothing else has any. */
export function openDocument(
  argument: string,
  { root, isRootSaid }: Reading,
  ctx: Context,
): Promise<OpenApiText> {
  const isFile = argument !== '-' && !/^https?:\/\//i.test(argument)
  return readOpenApi(argument, ctx, isRootSaid || isFile ? root : undefined)
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
