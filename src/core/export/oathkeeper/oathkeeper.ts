import type { ExportConstruct, ExportGap } from '../../problems/export.js'
import { alternativesOf } from '../any-of.js'
import { blockYaml, type YamlValue } from '../block-yaml.js'
import { algorithmOf, constructProblems, roleClaimOf } from '../constructs.js'
import type { Engine } from '../engine.js'
import type { Policy, PolicyRoute, PolicyTokens } from '../policy.js'
import { forSignatures } from '../public-members.js'
import { oathkeeperConfig } from './config.js'
import { emptiedBy } from './match.js'
import { oathkeeperReadme, START_OATHKEEPER } from './readme.js'
import { accessRules } from './rules.js'

const MARK = 'scopectl export oathkeeper'

/**
 * Ory Oathkeeper: a rule for each route, and a JWT authenticator that compares scopes. A rule takes all of its scopes: a
 * route with several ways in is not expressible, and neither is a scope that others give.
 */
export const oathkeeper: Engine = {
  name: 'oathkeeper',
  title: 'Oathkeeper',
  mark: MARK,
  cannot: (policy) =>
    constructProblems(oathkeeper.title, policy, tokenConstructs(policy.tokens), (route) =>
      routeConstructs(route, policy),
    ),
  gaps: gapsOf,
  files: (exporting) => {
    const { keys } = exporting.policy.tokens
    return [
      { name: 'README.md', text: oathkeeperReadme(exporting) },
      ...(keys.from === 'copy'
        ? [
            {
              name: 'jwks.json',
              text: json({ written_by: MARK, keys: keys.keys.map(forSignatures) }),
            },
          ]
        : []),
      { name: 'oathkeeper.yaml', text: yaml(oathkeeperConfig(exporting.policy.tokens)) },
      { name: 'rules.yaml', text: yaml(accessRules(exporting.policy)) },
    ]
  },
  start: START_OATHKEEPER,
}

const yaml = (value: YamlValue): string =>
  `# Written by ${MARK}: do not edit, export again.\n${blockYaml(value)}`

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

function tokenConstructs(tokens: PolicyTokens): ExportConstruct[] {
  const { scopeClaims, firstClaim, issuers, audiences, keys } = tokens
  const isListed = (names: PolicyTokens['issuers'], most: number): boolean =>
    names === 'any' || (names.length > 0 && names.length <= most)
  const [claim = []] = scopeClaims
  const isKnown = claim.length === 1 && /^(?:scp|scope|scopes)$/.test(claim[0] ?? '')
  const kids = keys.from === 'copy' ? keys.keys.map(({ kid }) => kid) : []
  return [
    ...algorithmOf(tokens),
    ...(kids.includes(undefined) || new Set(kids).size < kids.length
      ? [{ is: 'unnamed-key' } as const]
      : []),
    // All audiences of a list must be in a token.
    ...(isListed(issuers, Number.POSITIVE_INFINITY) && isListed(audiences, 1)
      ? []
      : [{ is: 'any-claims' } as const]),
    ...(firstClaim && scopeClaims.length === 1 && isKnown ? [] : [{ is: 'scope-claims' } as const]),
    ...roleClaimOf(tokens),
    ...(tokens.type === undefined ? [] : [{ is: 'token-type' } as const]),
    ...(tokens.leeway === 0 ? [] : [{ is: 'leeway' } as const]),
  ]
}

function routeConstructs(route: PolicyRoute, policy: Policy): ExportConstruct[] {
  const { name } = route
  const sets = alternativesOf(route, policy)
  const emptied = emptiedBy(route, policy)
  const hasSlash = route.parts.length > 1 && route.segments.at(-1) === ''
  return [
    ...(hasSlash ? [{ is: 'template', route: name, why: 'slash' } as const] : []),
    ...(sets.length > 1 ? [{ is: 'any-of', route: name, sets } as const] : []),
    ...(emptied ? [{ is: 'rest', route: name, wider: emptied.name } as const] : []),
  ]
}

function gapsOf({ routes, tokens }: Policy): ExportGap[] {
  const ofRequests = ['odd-paths', 'method-case'] as const
  if (routes.every(({ level }) => level === 'public')) return [...ofRequests]
  return [
    ...(['exp', 'typ', 'crit'] as const),
    ...(tokens.subject === 'required' ? (['subject'] as const) : []),
    ...(['scope-claims', 'json'] as const),
    ...ofRequests,
  ]
}
