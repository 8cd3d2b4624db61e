import type { Command } from 'commander'
import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import type { ProbeAnswer } from '../core/probe/answer.js'
import type { RouteVerdict } from '../core/probe/judge.js'
import type { NotProbed, RoutePlan } from '../core/probe/model.js'
import { isSafe, type PlanSettings, planRoute } from '../core/probe/plan.js'
import { isAnswered } from '../core/probe/seen.js'
import { subjectFor } from '../core/probe/subject-for.js'
import { probeTarget } from '../core/probe/target.js'
import { nameOf } from '../core/subject/model.js'
import type { Context } from '../io/context.js'
import type { CommandModule } from './command.js'
import { readMethods, readParams, readSubjects, whole } from './probe-flags.js'
import { ProbeRun } from './probe-run.js'
import { ProbeTokens } from './probe-tokens.js'
import { readReports } from './report-flags.js'
import { openSession, type Session } from './session.js'
import { type GlobalOptions, repeatable, withGlobals } from './shared-flags.js'
import { signingKey } from './signing-key.js'
import { parseSpan } from './time-flags.js'

interface ProbeOptions extends GlobalOptions {
  methods?: string
  allowWrites?: boolean
  param?: readonly string[]
  subject?: readonly string[]
  withConfiguredKey?: boolean
  dryRun?: boolean
  iMayTest?: readonly string[]
  allowHttp?: boolean
  rate?: number
  concurrency: number
  timeout: number
  allowInconclusive: number
  report?: readonly string[]
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
      .option('--param <PAIR>', 'a path parameter: NAME=VALUE (repeatable)', repeatable)
      .option('--subject <PAIR>', 'a user that the API knows: ROLE=USER (repeatable)', repeatable)
      .option('--with-configured-key', 'allow flawed tokens with a valid signature by the real key')
      .option('--dry-run', 'print the requests, and send none')
      .option('--i-may-test <HOST>', 'you are allowed to test this host (repeatable)', repeatable)
      .option('--allow-http', 'allow http to another machine')
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
    return withGlobals(flags, formats)
  },
  reports: ({ report }: ProbeOptions) => readReports(report),
  run: ([url = ''], options, ctx) => probe(url, options as ProbeOptions, ctx),
} satisfies CommandModule

async function probe(text: string, options: ProbeOptions, ctx: Context): Promise<ProbeAnswer> {
  const began = ctx.elapsed()
  const { iMayTest: mayTest = [], allowHttp = false } = options
  const target = probeTarget(text, { mayTest, allowHttp })
  const { writes } = readReports(options.report)
  const session = openSession(options, ctx, { users: true })
  if (session.at === 'iat') fail('iat-unreadable', {})
  const { catalog } = session
  const consents = catalog.token.key === undefined || options.withConfiguredKey === true
  const signing = await signingKey(session)
  const settings: PlanSettings = {
    methods: readMethods(options.methods, catalog),
    allowWrites: options.allowWrites ?? false,
    consents,
    isSymmetric: signing.trust.algorithm.startsWith('HS'),
    params: readParams(options.param, catalog),
    subjects: readSubjects(options.subject, catalog, session.users),
  }
  const survey = surveyOf(session, settings)
  const base = {
    ...{ kind: 'probe' as const, url: target.href, notProbed: survey.notProbed },
    ...{ incomplete: survey.incomplete, withoutConsent: survey.withoutConsent, writes },
    files: { ...session.files, key: signing.source, secretBytes: signing.secretBytes },
  }
  const notes = [...session.notes, ...signing.notes]
  const seconds = (): number => (ctx.elapsed() - began) / 1000
  if (survey.planned === 0) fail('probe-nothing', { routes: catalog.routes.length })
  if (options.dryRun) {
    const plans = { [Symbol.iterator]: () => everyPlan(session, settings) }
    return { ...base, outcome: 'yes', plans, verdicts: [], sent: 0, seconds: seconds(), notes }
  }

  const { Sender } = await import('../io/probe/sender.js')
  const { concurrency, rate: perSecond } = options
  const limits = { concurrency, perSecond, seconds: options.timeout, bytes: MOST_BYTES }
  const sender = new Sender(target, limits, ctx.elapsed)
  const tokens = new ProbeTokens(session, signing, consents)
  const total = survey.planned
  const run = new ProbeRun({ url: target.href, sender, tokens, ctx, concurrency, total })
  void ctx.interrupted().then(() => run.interrupt())
  try {
    // Writes last: they may consume what is read. DELETE at the very end.
    for (const part of PARTS) await run.all(plansOf(session, settings, part))
  } finally {
    await sender.close()
  }
  const { verdicts, isWhole } = run
  refuseUntrusted(verdicts, target.href, catalog, settings)
  return {
    ...base,
    outcome: outcomeOf(verdicts, isWhole, options.allowInconclusive),
    ...{ plans: undefined, verdicts, sent: sender.sent, seconds: seconds() },
    notes: [...notes, ...run.notes],
  }
}

type Part = (method: string) => boolean
const PARTS: readonly Part[] = [
  isSafe,
  (method) => !isSafe(method) && method !== 'DELETE',
  (method) => method === 'DELETE',
]

function* everyPlan(session: Session, settings: PlanSettings): Generator<RoutePlan> {
  for (const part of PARTS) yield* plansOf(session, settings, part)
}

function* plansOf(
  { catalog }: Session,
  settings: PlanSettings,
  isPart: Part,
): Generator<RoutePlan> {
  for (const route of catalog.routes) {
    if (!isPart(route.method)) continue
    const plan = planRoute(catalog, route, settings)
    if ('requests' in plan) yield plan
  }
}

/** What is planned and what is not, without keeping the plans. */
function surveyOf({ catalog }: Session, settings: PlanSettings) {
  const notProbed: NotProbed[] = []
  const incomplete: Pick<RoutePlan, 'route' | 'leftOut'>[] = []
  const withoutConsent = new Set<RoutePlan['withoutConsent'][number]>()
  let planned = 0
  for (const route of catalog.routes) {
    const plan = planRoute(catalog, route, settings)
    if (!('requests' in plan)) {
      notProbed.push(plan)
      continue
    }
    planned++
    for (const flaw of plan.withoutConsent) withoutConsent.add(flaw)
    const { leftOut } = plan
    if (leftOut.count > 0 || !leftOut.isExact) incomplete.push({ route, leftOut })
  }
  return { planned, notProbed, incomplete, withoutConsent: [...withoutConsent] }
}

/** If every token gets 401, the server does not trust the key or does not know the subjects: that says nothing about scopes. */
function refuseUntrusted(
  verdicts: readonly RouteVerdict[],
  url: string,
  catalog: Catalog,
  { subjects }: PlanSettings,
): void {
  const guarded = verdicts.filter(({ route }) => route.requirement.level !== 'public')
  const isUntrusted = ({ findings }: RouteVerdict): boolean =>
    findings.length > 0 &&
    findings.every(({ kind, exchange: { reply } }) => {
      return kind === 'shut' && isAnswered(reply) && reply.status === 401
    })
  if (guarded.length === 0 || !guarded.every(isUntrusted)) return
  const names = guarded.map(
    ({ route }) => nameOf(subjectFor(catalog, route.requirement, subjects)) ?? '',
  )
  fail('probe-not-trusted', { url, status: 401, subjects: [...new Set(names)] })
}

function outcomeOf(
  verdicts: readonly RouteVerdict[],
  isWhole: boolean,
  allowed: number,
): ProbeAnswer['outcome'] {
  if (verdicts.some(({ state }) => state === 'found')) return 'failed'
  const unclear = verdicts.filter(({ state }) => state === 'inconclusive').length
  return isWhole && unclear <= allowed ? 'yes' : 'notAsked'
}
