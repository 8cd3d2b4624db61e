import type { Draft } from './draft.js'

/** A catalog's draft with the scopes and routes of an imported one in place of its own. */
export function withImported(own: Draft, imported: Draft): Draft {
  const { scopes = {}, routes = {} } = imported.value
  return {
    ...own,
    head: `${own.head}\n${imported.head}`,
    value: { ...own.value, scopes, routes },
    inline: [...own.inline.filter((path) => !path.startsWith('routes/')), ...imported.inline],
    comments: [...own.comments, ...imported.comments],
  }
}
