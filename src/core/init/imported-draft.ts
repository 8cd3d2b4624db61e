import type { Draft } from './draft.js'

/** A catalog's draft with its scopes and routes replaced by imported ones. */
export function withImported(own: Draft, imported: Draft): Draft {
  const { scopes = {}, routes = {}, openapi } = imported.value
  return {
    ...own,
    head: `${own.head}\n${imported.head}`,
    value: { ...own.value, scopes, routes, ...(openapi === undefined ? {} : { openapi }) },
    inline: [...own.inline.filter((path) => !path.startsWith('routes/')), ...imported.inline],
    comments: [...own.comments, ...imported.comments],
  }
}
