import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import { readPath } from '../core/openapi/path.js'
import { requestExamples } from '../core/openapi/request-examples.js'
import { type Documented, documentedSamples } from '../core/probe/documented.js'
import { recordedSamples } from '../core/probe/recorded.js'
import type { Sample } from '../core/probe/sample.js'
import { type Problem, problem } from '../core/problem.js'
import { readHar } from '../io/probe/har-file.js'
import { openDocument, readingOf } from './document-flags.js'
import type { Session } from './session.js'

export interface SampleFlags {
  readonly har?: string | undefined
  readonly openapi?: string | undefined
}

export interface SamplesRead {
  /** A recording comes first: it is about objects that existed. */
  readonly samples: readonly ReadonlyMap<string, Sample>[]
  readonly notes: readonly Problem[]
}

/** What the files of --har and --openapi say about requests. */
export async function readSamples(
  { har, openapi }: SampleFlags,
  session: Session,
  target: URL,
): Promise<SamplesRead> {
  const found = [
    ...(har === undefined ? [] : [fromHar(har, session, target)]),
    ...(openapi === undefined ? [] : [await fromOpenApi(openapi, session)]),
  ]
  return {
    samples: found.map(({ samples }) => samples),
    notes: found.flatMap(({ samples, file, flag }) =>
      samples.size === 0 ? [problem('probe-no-sample', { file, flag })] : [],
    ),
  }
}

function fromHar(argument: string, { catalog, ctx }: Session, target: URL) {
  const { entries, file, refuse } = readHar(argument, ctx)
  const samples = recordedSamples(catalog, entries, target)
  if (!(samples instanceof Map))
    return refuse(samples.at, problem('probe-body-json', { file, route: samples.route }))
  return { samples, file, flag: '--har' as const }
}

async function fromOpenApi(argument: string, { catalog, ctx, loaded }: Session) {
  const reading = readingOf({}, ctx, loaded.folder, catalog.openapi)
  const source = await openDocument(argument, reading, ctx)
  const { prefix } = reading.options
  const samples = documentedSamples(catalog, documented(source, prefix, catalog))
  if (!(samples instanceof Map))
    return fail('probe-body-json', { file: source.name, route: samples.badBody })
  return { samples, file: source.name, flag: '--openapi' as const }
}

function documented(
  source: Parameters<typeof requestExamples>[0],
  prefix: string | undefined,
  { routes }: Catalog,
): Documented[] {
  const methods = new Set(routes.map(({ method }) => method))
  return requestExamples(source, prefix).flatMap(({ operation, path, query, bodies }) => {
    const { method } = operation
    const read = readPath(operation.path, operation.prefix, operation.parameters)
    if ('why' in read || !methods.has(method)) return []
    const { shape, params } = read.pattern
    return [{ method, shape, params, path, query, bodies }]
  })
}
