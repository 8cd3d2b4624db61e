import type { Command } from 'commander'
import { fail, ScopectlError } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { type Problem, problem } from '../core/problem.js'
import type { ReplayAnswer } from '../core/replay/answer.js'
import { CALL_CHANGES, type CallChange } from '../core/replay/counts.js'
import { FIELDS, type Field, fieldNames } from '../core/replay/fields.js'
import { Replayer, type Ruling } from '../core/replay/replayer.js'
import type { ReplaySqlAnswer } from '../core/replay/sql/answer.js'
import type { Tally } from '../core/replay/tally.js'
import type { Context } from '../io/context.js'
import { revisionPlace } from '../io/load-revision.js'
import { LOG_FORMATS, type LogFormat } from '../io/replay/open-log.js'
import { unusedPatch } from '../io/replay/unused-patch.js'
import { readRevision } from '../io/revision.js'
import type { CommandModule } from './command.js'
import { failOnKinds } from './fail-on.js'
import type { CallReader } from './replay-reader.js'
import { runLogs } from './replay-run.js'
import { replaySqlAnswer, type SqlFlags, withSql } from './replay-sql.js'
import { openSession } from './session.js'
import { oneOf, repeatable, withGlobals } from './shared-flags.js'

interface ReplayOptions extends SqlFlags {
  against?: string
  failOn?: readonly CallChange[]
  field?: readonly string[]
  skipInvalid?: boolean
  logFormat?: LogFormat
  resume?: string
}

export const command = {
  about: [
    'Each line of a log has a method, a path, and one of token, claims, scopes, role and',
    'user; status, client and time are optional. Reports the calls that the catalog would',
    'newly refuse or allow, grants that nobody uses, and routes without an answer.',
    'What was allowed before: the status of each line, or the catalog of --against.',
    `Kinds of --fail-on: ${CALL_CHANGES.join(', ')}.`,
  ].join('\n'),
  examples: [
    'replay access.log --fail-on newly-refused',
    'replay access.log --against main --field client=azp',
  ],
  define: (command: Command, formats): Command =>
    withGlobals(
      withSql(command)
        .argument('[FILES...]', 'access logs')
        .option('--against <REV>', 'compare with the catalog of a git revision')
        .option('--fail-on <KINDS>', 'exit 5 for these kinds of change, or any', readKinds)
        .option(
          '--log-format <FORMAT>',
          'the format of the logs (default: as the name or first line says)',
          oneOf('--log-format', LOG_FORMATS),
        )
        .option('--field <NAME=FIELD>', "the log's name for a field, or a JSON pointer", repeatable)
        .option('--skip-invalid', 'continue without lines that cannot be read')
        .option('--resume <FILE>', 'keep the state in this file, and go on from it'),
      formats,
    ),
  async run(files, raw, ctx): Promise<ReplayAnswer | ReplaySqlAnswer> {
    const options = raw as ReplayOptions
    const query = replaySqlAnswer(files, { ...options }, ctx)
    if (query) return query
    const { failOn = [], field = [], skipInvalid = false, against } = options
    const names = fieldNames(fieldsIn(field))
    const session = openSession(options, ctx, { users: true })
    const { catalog, users } = session
    const older = against === undefined ? undefined : rulingAt(against, options, ctx)
    const replayer = new Replayer({ catalog, users }, older)
    const { logFormat: format, resume, profile, at, leeway } = options
    const flags = { profile, at, leeway, field, format, against: older?.commit }
    const { catalog: catalogFile, users: usersFile } = session.files
    const inputs = { logs: files, files: [catalogFile, usersFile], flags }
    const { reader, forget } = await runLogs(files, {
      session,
      replayer,
      names,
      format,
      resume,
      inputs,
    })
    const { tally } = replayer
    const { counts, facts } = tally
    const unused = tally.usage.unused()
    if (reader.invalid > 0 && !skipInvalid)
      throw new ScopectlError([...reader.problems, moreLines(reader, counts.lines)])
    if (counts.lines === 0) fail('replay-empty', { files: reader.shown })
    if (failOn.length > 0) refuseNothing(tally, older !== undefined)
    const isUnclear = facts.viewsDiffer > 0 && !catalog.token.enforceWritten
    forget()
    const fails =
      failOn.some((kind) => counts.changes[kind] > 0) || (isUnclear && failOn.length > 0)
    return {
      kind: 'replay',
      outcome: fails ? 'failed' : 'yes',
      logs: reader.shown,
      against: { kind: older ? 'revision' : 'status', revision: against },
      counts,
      skipped: reader.invalid,
      groups: tally.groups,
      unanswered: tally.unanswered,
      unused,
      patch:
        options.format === 'patch' ? unusedPatch(unused, session.loaded, options, ctx) : undefined,
      idle: tally.clients.idle(catalog),
      facts,
      failOn,
      notes: [
        ...session.notes,
        ...(reader.invalid > 0
          ? [problem('replay-skipped', { skipped: reader.invalid, lines: counts.lines })]
          : []),
        ...(isUnclear
          ? [problem('replay-views', { calls: facts.viewsDiffer, fails: failOn.length > 0 })]
          : []),
        ...leftOut(facts),
      ],
      files: session.files,
    }
  },
} satisfies CommandModule

/** The catalog and the users of a revision, read as `diff` reads them. */
function rulingAt(name: string, options: ReplayOptions, ctx: Context): Ruling & { commit: string } {
  const { repository, load } = revisionPlace(options, ctx)
  const revision = readRevision(repository, name)
  return { ...load(revision), commit: revision.commit }
}

const moreLines = ({ invalid, problems }: CallReader, lines: number): Problem =>
  problem('replay-more-lines', { more: invalid - problems.length, lines })

/** A gate that compared nothing would always pass. */
function refuseNothing({ compared, counts }: Tally, against: boolean): void {
  if (compared > 0) return
  const { lines, answers, baselines } = counts
  const hasStatus = against || baselines.passed + baselines.refused > 0
  const isAnswered = answers.allowed + answers.refused > 0
  const why = !hasStatus ? 'no-status' : isAnswered ? 'apart' : 'unanswered'
  fail('replay-nothing-compared', { why, lines })
}

function leftOut({ groupsLeft, pathsLeft, clientsLeft }: ReplayAnswer['facts']): Problem[] {
  const left = { groups: groupsLeft, paths: pathsLeft, clients: clientsLeft }
  return (['groups', 'paths', 'clients'] as const).flatMap((what) =>
    left[what] === 0 ? [] : [problem('replay-left', { what, calls: left[what] })],
  )
}

const readKinds = failOnKinds(CALL_CHANGES)

function fieldsIn(texts: readonly string[]): ReadonlyMap<Field, string> {
  const fields = new Map<Field, string>()
  for (const text of texts) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(text) ?? []
    const field = FIELDS.find((each) => each === name)
    if (field === undefined || value === undefined || fields.has(field)) {
      const suggestion = field === undefined && name ? nearest(name, FIELDS) : undefined
      return fail('replay-field', { text, fields: FIELDS, suggestion })
    }
    fields.set(field, value)
  }
  return fields
}
