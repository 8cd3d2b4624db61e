import type { Command } from 'commander'
import { SERVER_NAMES } from '../core/as-server/names.js'
import { fail } from '../core/errors.js'
import { acceptedOf } from '../core/probe/accepted.js'
import type { ProbeAnswer } from '../core/probe/answer.js'
import { notSent } from '../core/probe/fixtures.js'
import type { RouteVerdict } from '../core/probe/judge.js'
import { isSafe } from '../core/probe/methods.js'
import type { PlanSettings } from '../core/probe/plan.js'
import { waive } from '../core/probe/waive.js'
import type { Context } from '../io/context.js'
import { type OneServer, readOneServer } from './as-server.js'
import { serverOf } from './ask-servers.js'
import type { CommandModule } from './command.js'
import { readMethods, readParams, readSubjects, whole } from './probe-flags.js'
import { commandWords, type Hooks, readHooks } from './probe-hooks.js'
import { outcomeOf, refuseNothing, refuseUntrusted } from './probe-outcome.js'
import { everyPlan, PARTS, plansOf, surveyOf } from './probe-plans.js'
import { Recorder } from './probe-record.js'
import { ProbeRun } from './probe-run.js'
import { readSamples } from './probe-samples.js'
import { suppliedBy, suppliedTokens } from './probe-supplied.js'
import { ProbeTokens } from './probe-tokens.js'
import { readReports } from './report-flags.js'
import { openSession } from './session.js'
import { type GlobalOptions, repeatable, withGlobals } from './shared-flags.js'
import { signingKey } from './signing-key.js'
import { SuppliedSource } from './supplied-source.js'
import { type TargetOptions, targetOf, withTarget } from './target.js'
import { parseSpan } from './time-flags.js'

interface ProbeOptions extends GlobalOptions, TargetOptions {
  methods?: string
  allowWrites?: boolean
  before?: Hooks['before']
  after?: Hooks['after']
  param?: readonly string[]
  subject?: readonly string[]
  withConfiguredKey?: boolean
  record?: string
  compare?: string
  dryRun?: boolean
  rate?: number
  concurrency: number
  timeout: number
  allowInconclusive: number
  report?: readonly string[]
  asServer?: OneServer
  har?: string
  openapi?: string
  tokenFor?: readonly string[]
  tokens?: string
  tokenCmd?: string
}

/** How much of an answer is read, in bytes. */
const MOST_BYTES = 1_000_000

export const command = {
  about: [
    'Calls a running API with correct, narrow and flawed tokens, and compares its',
    'answers with the catalog. Sends GET and HEAD only; --methods adds others, which',
    'are sent only with credentials that must be refused unless --allow-writes.',
    'Exits with 5 on any finding, and with 2 if a route could not be judged.',
  ].join('\n'),
  examples: ['probe http://localhost:8000', 'probe http://localhost:8000 --param id=1 --dry-run'],
  define(command: Command, formats): Command {
    const flags = command
      .argument('<URL>', 'where the API is, with its path prefix')
      .option('--methods <LIST>', 'also send these methods, like POST,DELETE')
      .option('--allow-writes', 'also send them with a token that is allowed to')
      .option('--before <CMD>', 'run this before each write (no shell)', commandWords('--before'))
      .option('--after <CMD>', 'run this after each write', commandWords('--after'))
      .option('--param <PAIR>', 'a path parameter: NAME=VALUE (repeatable)', repeatable)
      .option('--openapi <FILE>', 'parameters and bodies from the examples of this document')
      .option('--har <FILE>', 'parameters and bodies from this recording of a browser')
      .option('--subject <PAIR>', 'a user that the API knows: ROLE=USER (repeatable)', repeatable)
      .option('--with-configured-key', 'allow flawed tokens with a valid signature by the real key')
      .option('--token-for <PAIR>', 'use this token: role:NAME=env:VAR (repeatable)', repeatable)
      .option('--tokens <FILE>', 'use the tokens that this file lists')
      .option('--token-cmd <CMD>', 'run this (no shell) for the token of each role')
      .option(
        '--as-server <NAME>',
        `accept the statuses and challenges of ${SERVER_NAMES.join(', ')}, or the table in a file`,
        readOneServer,
      )
      .option('--record <FILE>', 'keep the answers, for --compare')
      .option('--compare <FILE>', 'report what changed since --record')
      .option('--dry-run', 'print the requests, and send none')
      .option('--rate <N>', 'requests per second', whole('--rate', 1, 100_000))
      .option('--concurrency <N>', 'routes at once', whole('--concurrency', 1, 256), 8)
      .option(
        '--timeout <DUR>',
        'how long an answer may take',
        (text) => parseSpan('--timeout', text, 1, 300),
        10,
      )
      .option(
        '--allow-inconclusive <N>',
        'exit with 0 although up to N routes could not be judged',
        whole('--allow-inconclusive', 0, 1_000_000),
        0,
      )
      .option(
        '--report <KIND[=FILE]>',
        `${formats.join(', ')}; with =FILE also to a file (repeatable)`,
        repeatable,
      )
    return withGlobals(withTarget(flags), formats)
  },
  reports: ({ report }: ProbeOptions) => readReports(report),
  run: ([url = ''], options, ctx) => probe(url, options as ProbeOptions, ctx),
} satisfies CommandModule

async function probe(text: string, options: ProbeOptions, ctx: Context): Promise<ProbeAnswer> {
  const began = ctx.elapsed()
  const target = targetOf(text, options, 'probe http://localhost:8000')
  const { writes, stdout = options.format } = readReports(options.report)
  // A report without requests would look like a pass.
  const isPlan = stdout === undefined || stdout === 'text' || stdout === 'json'
  if (options.dryRun && (writes.length > 0 || !isPlan))
    fail('conflicting-flags', { flags: ['--dry-run', `--report ${stdout ?? 'KIND=FILE'}`] })
  const session = openSession(options, ctx, { users: true })
  if (session.at === 'iat') fail('iat-unreadable', {})
  const { catalog } = session
  const consents = catalog.token.key === undefined || options.withConfiguredKey === true
  const given = await suppliedTokens(options, session)
  if (given && options.withConfiguredKey)
    fail('conflicting-flags', { flags: [suppliedBy(options), '--with-configured-key'] })
  const signing = given ? undefined : await signingKey(session)
  const sampled = await readSamples(options, session, target)
  const settings: PlanSettings = {
    methods: readMethods(options.methods, catalog),
    allowWrites: options.allowWrites ?? false,
    consents,
    isSymmetric: signing?.trust.algorithm.startsWith('HS') ?? false,
    params: readParams(options.param, catalog),
    subjects: readSubjects(options.subject, catalog, session.users),
    supplied: given?.supplied,
    samples: sampled.samples,
  }
  const hooks = readHooks(options, settings.methods)
  const unsent = notSent(catalog, settings)
  if (unsent) fail('fixture-not-sent', unsent)
  const survey = surveyOf(session, settings)
  const recorder = new Recorder(options, target.href, ctx)
  const base = {
    ...{ kind: 'probe' as const, url: target.href, notProbed: survey.notProbed },
    ...{ incomplete: survey.incomplete, withoutConsent: survey.withoutConsent, writes },
    ...{ withoutKey: survey.withoutKey, supplied: given?.supplied },
    files: { ...session.files, key: signing?.source, secretBytes: signing?.secretBytes },
  }
  const notes = [
    ...session.notes,
    ...(signing?.notes ?? []),
    ...(given?.notes ?? []),
    ...sampled.notes,
  ]
  const seconds = (): number => (ctx.elapsed() - began) / 1000
  // Before a plan too: the run that it announces would be refused.
  const accepted = options.asServer ? acceptedOf(serverOf(options.asServer, ctx)) : []
  if (options.dryRun) {
    const plans = { [Symbol.iterator]: () => everyPlan(session, settings) }
    return {
      ...base,
      outcome: 'yes',
      plans,
      verdicts: [],
      tokenFindings: given?.findings ?? [],
      waived: [],
      waivedTokens: [],
      sent: 0,
      seconds: seconds(),
      notes,
    }
  }

  refuseNothing(catalog, survey)

  const { Sender } = await import('../io/probe/sender.js')
  const { concurrency, rate: perSecond } = options
  const limits = { concurrency, perSecond, seconds: options.timeout, bytes: MOST_BYTES }
  const sender = new Sender(target, limits, ctx.elapsed)
  const tokens = given
    ? new SuppliedSource(given, ctx)
    : new ProbeTokens(session, signing ?? (await signingKey(session)), consents)
  const total = survey.planned
  let isShown = false
  const show = (verdict: RouteVerdict): void => {
    const [shown = verdict] = waive([verdict], catalog.waivers, ctx.now(), false).verdicts
    isShown = ctx.show(shown)
  }
  const tools = {
    ...{ url: target.href, sender, tokens, ctx, total, show, accepted },
    ...{ catalog, settings, hooks, recorder },
  }
  const run = new ProbeRun(tools)
  // Writes depend on each other: on what is there, and on what the commands do.
  const atOnce = settings.allowWrites || hooks.before || hooks.after ? 1 : concurrency
  void ctx.interrupted().then(() => run.interrupt())
  try {
    for (const part of PARTS)
      await run.all(plansOf(session, settings, part), part === isSafe ? concurrency : atOnce)
  } finally {
    await run.cleanUp()
    await sender.close()
  }
  const { isWhole } = run
  refuseUntrusted(run.verdicts, target.href, catalog, settings)
  const isAll = isWhole && survey.notProbed.length === 0
  const { verdicts, tokenFindings, waived, waivedTokens, hasExpired, ...aside } = waive(
    run.verdicts,
    catalog.waivers,
    ctx.now(),
    isAll,
    given?.findings,
  )
  const { compared, notes: about } = recorder.finish(catalog, isWhole)
  const hasChanged = compared !== undefined && compared.changes.length > 0
  const hasFailed = hasExpired || hasChanged || tokenFindings.length > 0
  const isClear = isWhole && about.length === 0
  return {
    ...base,
    outcome: run.hasBroken
      ? 'notAsked'
      : hasFailed
        ? 'failed'
        : outcomeOf(verdicts, isClear, options.allowInconclusive),
    ...{ plans: undefined, verdicts, tokenFindings, waived, waivedTokens, isShown, compared },
    ...{ sent: sender.sent, seconds: seconds() },
    notes: [...notes, ...run.notes, ...aside.notes, ...about],
  }
}
