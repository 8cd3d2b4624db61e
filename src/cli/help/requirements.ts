import { OBJECTS } from '../../report/words/objects.js'

export const text = `Requirements

Requirements of routes, in the catalog under \`routes\`:
  GET /health: public              anyone; tokens are not checked
  GET /me: authenticated           any valid token
  GET /items/: read                one scope
  POST /items/: read write         all of these scopes
  DELETE /users/{id}:
    any:                           any one of these
      - users:delete users:read
      - admin
  GET /feed:                       any valid token, or an API key
    any: [authenticated, { scheme: ApiKey }]
  POST /exports: undecided         not decided yet: checking it exits with 2

{ scheme: NAME } and { other: TEXT } are requirements that no token satisfies,
like an API key or being the owner: they are shown, but never allow a request.
Within \`all\`, \`authenticated\` is only allowed next to { scheme: NAME }.

On the command line, instead of a route:
  --need "read write"              all of these scopes
  --need read --need write         same
  --any --need admin --need "users:delete users:read"

${OBJECTS}
`
