import type { RULES } from '../../../src/core/lint/rules/index.js'
import { lintText, namesOf } from './support.js'

export const TOKEN =
  'token: { issuer: http://localhost:8000, audience: items-api, scope_claim: scope }\n'

export const found = (
  rule: (typeof RULES)[number]['code'],
  catalog: string,
  users?: string,
): string[] => namesOf(lintText(users === undefined ? { catalog } : { catalog, users }), rule)
