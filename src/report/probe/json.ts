import { type Group, grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { infoOf } from '../../core/probe/kinds.js'
import type { Exchange, Planned, RoutePlan } from '../../core/probe/model.js'
import { isAnswered } from '../../core/probe/seen.js'
import { nameOf } from '../../core/subject/model.js'
import { Streamed } from '../streamed.js'
import { changesJson } from './changes.js'
import { curlLine } from './curl.js'
import {
  credentialText,
  expectedText,
  gotText,
  inconclusiveText,
  MEANING,
  notProbedText,
  ODD,
} from './words.js'

export function json(answer: ProbeAnswer): object {
  const { url, plans, verdicts, notProbed, incomplete, withoutConsent, waived, sent, seconds } =
    answer
  const common = {
    url,
    not_probed: notProbed.map(({ route, why }) => ({
      route: route.name,
      why: why.is,
      message: notProbedText(why),
    })),
    without_consent: withoutConsent,
    incomplete: incomplete.map(({ route, leftOut }) => ({
      ...{ route: route.name, left_out: leftOut.count + leftOut.otherWays, exact: leftOut.isExact },
    })),
  }
  if (plans) return { dry_run: true, ...common, plan: new Streamed(plansJson(plans)) }
  return {
    ...{
      dry_run: false,
      waived,
      requests: sent,
      seconds: Math.round(seconds * 1000) / 1000,
      ...common,
    },
    compared: changesJson(answer),
    findings: grouped(verdicts).map((group) => groupJson(group, url)),
    targets: new Streamed(
      verdicts.map(({ route, state, why, oddities }) => ({
        ...{
          route: route.name,
          state,
          why: why ? { is: why.is, message: inconclusiveText(why) } : null,
        },
        notes: oddities.map(({ is, exchange }) => ({
          is,
          message: ODD[is],
          ...exchangeJson(exchange, url),
        })),
      })),
    ),
  }
}

const groupJson = ({ kind, cases }: Group, url: string): object => {
  const { severity, cwe, wfc } = infoOf(kind)
  return {
    ...{ kind, severity, cwe: `CWE-${cwe}`, wfc: wfc ?? null, message: MEANING[kind] },
    routes: cases.length,
    cases: new Streamed(
      cases.map(({ id, route, found }) => ({
        ...{ id, route: route.name, sets: found.sets },
        ...exchangeJson(found.exchange, url),
      })),
    ),
  }
}

const exchangeJson = ({ planned, reply }: Exchange, url: string): object => ({
  ...requestJson(planned),
  status: isAnswered(reply) ? reply.status : null,
  got: gotText(reply),
  curl: curlLine(url, planned),
})

const requestJson = (planned: Planned): object => ({
  check: planned.check.is,
  variant: planned.variant ?? null,
  method: planned.method,
  path: planned.path,
  credential: credentialText(planned),
  expected: expectedText(planned),
})

function* plansJson(plans: Iterable<RoutePlan>): Generator<object> {
  for (const { route, subject, requests } of plans) {
    for (const planned of requests)
      yield { route: route.name, subject: nameOf(subject), ...requestJson(planned) }
  }
}
