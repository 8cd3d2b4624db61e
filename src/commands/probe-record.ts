import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import { type Comparison, compareRecords } from '../core/probe/compare.js'
import type { RoutePlan } from '../core/probe/model.js'
import {
  type ProbeRecord,
  RECORD_VERSION,
  type RecordedRoute,
  readRecord,
  recordedRoute,
  recordLines,
} from '../core/probe/record.js'
import { type Problem, problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { readRecordFile, writeRecordFile } from '../io/probe/record-file.js'
import type { RouteAnswers } from './probe-route.js'

export interface RecordFlags {
  readonly record?: string
  readonly compare?: string
  readonly dryRun?: boolean
}

/** What --record keeps, and what --compare compares it with. */
export class Recorder {
  readonly #flags: RecordFlags
  readonly #url: string
  readonly #ctx: Context
  readonly #old: ProbeRecord | undefined
  readonly #routes = new Map<string, RecordedRoute>()

  /** Reads the older record: before anything is sent. */
  constructor(flags: RecordFlags, url: string, ctx: Context) {
    const { record, compare, dryRun } = flags
    const flag = record === undefined ? '--compare' : '--record'
    if (dryRun && (record ?? compare) !== undefined)
      fail('conflicting-flags', { flags: ['--dry-run', flag] })
    if (record !== undefined && record === compare) fail('report-same-file', { file: record })
    this.#flags = flags
    this.#url = url
    this.#ctx = ctx
    this.#old = compare === undefined ? undefined : loadRecord(compare, ctx)
  }

  add(plan: RoutePlan, { exchanges, plan: sent, why }: RouteAnswers): void {
    const { record, compare } = this.#flags
    if ((record ?? compare) === undefined || why || exchanges.length < sent.requests.length) return
    this.#routes.set(plan.route.name, recordedRoute(plan, exchanges))
  }

  /** A run that ended early would look like a smaller API, so it is neither kept nor compared. */
  finish(
    catalog: Catalog,
    isWhole: boolean,
  ): { readonly compared: Comparison | undefined; readonly notes: readonly Problem[] } {
    const { record, compare } = this.#flags
    if (!isWhole) {
      const file = record ?? compare
      const notes = file === undefined ? [] : [problem('record-unfinished', { file })]
      return { compared: undefined, notes }
    }
    const now: ProbeRecord = { url: this.#url, routes: this.#routes }
    if (record !== undefined) writeRecordFile(record, [...recordLines(now)].join(''), this.#ctx)
    if (!this.#old || compare === undefined) return { compared: undefined, notes: [] }
    const declared = new Set(catalog.routes.map(({ name }) => name))
    const compared = compareRecords(this.#old, now, declared)
    // What was found still counts.
    if (compared.compared === 0)
      return { compared: undefined, notes: [problem('record-other', { file: compare })] }
    const { apart } = compared
    const notes =
      apart.length > 0 ? [problem('record-apart', { file: compare, routes: apart })] : []
    return { compared, notes }
  }
}

export function loadRecord(file: string, ctx: Context): ProbeRecord {
  const read = readRecord(readRecordFile(file, ctx))
  if ('routes' in read) return read
  return fail('record-damaged', { ...read, file, version: RECORD_VERSION })
}
