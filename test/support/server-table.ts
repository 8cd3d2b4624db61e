/** What `--as-server FILE` reads, with every part that such a table may have. */
export const SERVER = `version: 1
server: an API
head: get
public: ignores-token
token:
  leeway: 60
  accepts: [bad-header/typ-missing, bad-claim/iat-missing, bad-claim/jti-type]
  statuses: [{ status: 500, if: [unknown-key/kid] }]
scopes:
  readers:
    - { claim: scope, string: spaces, array: names, mixed: none, is_null: 401, other: none }
    - { claim: catalog, otherwise: scp, string: whitespace, array: names, mixed: 401, is_null: none, other: 500 }
  always: false
answers:
  no_token: { status: 401, challenge: 'Bearer[ scope="{scope}"]', body: { detail: no } }
  refused: { status: 401 }
  forbidden: { status: 403, challenge: null }
`
