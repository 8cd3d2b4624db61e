import { type Group, grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { findingId } from '../../core/probe/finding-id.js'
import { infoOf } from '../../core/probe/kinds.js'
import type { Exchange, Planned, RoutePlan } from '../../core/probe/model.js'
import { type Found, isAnswered } from '../../core/probe/seen.js'
import type { WaivedFinding } from '../../core/probe/waive.js'
import { wfcOf } from '../../core/probe/wfc.js'
import { nameOf } from '../../core/subject/model.js'
import type { JsonOf } from '../documents/dsl.js'
import type {
  dryRun,
  exchange,
  group,
  planned as plannedDocument,
  probe,
  request,
  waived as waivedDocument,
} from '../documents/probe.js'
import { iso } from '../iso.js'
import { Streamed } from '../streamed.js'
import { changesJson } from './changes.js'
import { expectedOf, gotOf } from './contrast.js'
import { curlLine, targetOf } from './curl.js'
import { coversAll } from './grouping.js'
import { noteMeaning } from './notes-words.js'
import { gapsJson, suppliedJson, tokenFindingJson } from './token-findings.js'
import {
  credentialText,
  expectedText,
  gotText,
  inconclusiveText,
  MEANING,
  notProbedText,
} from './words.js'

export function json(answer: ProbeAnswer): JsonOf<typeof probe | typeof dryRun> {
  const { url, plans, verdicts, notProbed, incomplete, withoutConsent, sent, seconds } = answer
  const { waived, waivedTokens } = answer
  const common = {
    url,
    not_probed: notProbed.map(({ route, why }) => ({
      route: route.name,
      why: why.is,
      message: notProbedText(why),
    })),
    without_consent: withoutConsent,
    incomplete: incomplete.map(({ route, leftOut, supplied }) => ({
      ...{ route: route.name, left_out: leftOut.count + leftOut.otherWays, exact: leftOut.isExact },
      ...gapsJson(supplied),
    })),
    ...(answer.supplied
      ? {
          tokens: suppliedJson(answer),
          token_findings: answer.tokenFindings.map(tokenFindingJson),
          without_key: answer.withoutKey,
        }
      : {}),
  }
  if (plans) return { dry_run: true, ...common, plan: new Streamed(plansJson(plans)) }
  return {
    ...{
      dry_run: false,
      waived: waived.length + waivedTokens.length,
      waived_findings: [
        ...waived.map((each) => waivedJson(each, url)),
        ...waivedTokens.map(({ finding, waiver }) => ({
          ...tokenFindingJson(finding),
          ...{ reason: waiver.reason, until: iso(waiver.until) },
        })),
      ],
      requests: sent,
      seconds: Math.round(seconds * 1000) / 1000,
      ...common,
    },
    compared: changesJson(answer),
    findings: grouped(verdicts).map((group) => groupJson(group, answer)),
    targets: new Streamed(
      verdicts.map(({ route, state, why, oddities, cells }) => ({
        ...{
          route: route.name,
          state,
          why: why ? { is: why.is, message: inconclusiveText(why) } : null,
        },
        cells: cells.map(({ column, expected, got, is }) => ({
          ...{
            column,
            expected: expected.map((each) => expectedText({ expected: each })),
            got,
            is,
          },
        })),
        notes: oddities.map((odd) => ({
          ...{ is: odd.is, message: noteMeaning(odd), methods: odd.methods },
          ...exchangeJson(odd.exchange, url),
        })),
      })),
    ),
  }
}

function groupJson({ kind, cases }: Group, answer: ProbeAnswer): JsonOf<typeof group> {
  const { severity, cwe } = infoOf(kind)
  const codes = new Set(cases.map(({ found }) => codeOf(found)))
  const [wfc = null] = codes.size === 1 ? codes : []
  return {
    ...{ kind, severity, cwe: `CWE-${cwe}`, wfc, message: MEANING[kind], routes: cases.length },
    whole_api: coversAll(cases, answer),
    cases: new Streamed(
      cases.map(({ id, route, found }) => ({
        ...{ id, route: route.name, sets: found.sets, wfc: codeOf(found) },
        ...exchangeJson(found.exchange, answer.url),
        ...{ expected: expectedOf(found), got: gotOf(found) },
      })),
    ),
  }
}

const codeOf = ({ kind, exchange: { planned, reply } }: Found): number | null =>
  wfcOf(kind, planned, reply) ?? null

const waivedJson = (
  { route, found, waiver }: WaivedFinding,
  url: string,
): JsonOf<typeof waivedDocument> => ({
  id: findingId(found.kind, route),
  ...{ route: route.name, reason: waiver.reason, until: iso(waiver.until) },
  ...exchangeJson(found.exchange, url),
  ...{ expected: expectedOf(found), got: gotOf(found) },
})

const exchangeJson = ({ planned, reply }: Exchange, url: string): JsonOf<typeof exchange> => ({
  ...requestJson(planned),
  status: isAnswered(reply) ? reply.status : null,
  got: gotText(reply),
  curl: curlLine(url, planned),
})

const requestJson = (planned: Planned): JsonOf<typeof request> => ({
  check: planned.check.is,
  variant: planned.variant ?? null,
  method: planned.method,
  path: targetOf(planned),
  credential: credentialText(planned),
  expected: expectedText(planned),
})

function* plansJson(plans: Iterable<RoutePlan>): Generator<JsonOf<typeof plannedDocument>> {
  for (const { route, subject, requests } of plans) {
    for (const planned of requests)
      yield { route: route.name, subject: nameOf(subject), ...requestJson(planned) }
  }
}
