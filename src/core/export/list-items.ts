import type { ExportConstruct } from '../problems/export.js'
import type { PolicyTokens } from './policy.js'

/** Each claim that is read from an item of a list, such as `/roles/0`: engines find members of objects alone. */
export const listItemsOf = ({ scopeClaims, roles }: PolicyTokens): ExportConstruct[] =>
  [...scopeClaims, ...(roles ? [roles.claim] : [])]
    .filter(([, ...inner]) => inner.some((step) => /^(?:\d+|length)$/.test(step)))
    .map((path) => ({ is: 'list-item', name: `/${path.join('/')}` }))
