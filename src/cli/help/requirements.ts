export const text = `Requirements

What a route needs, in the catalog's \`routes\`:
  GET /health: public              anyone; a token is not looked at
  GET /me: authenticated           any acceptable token
  GET /items/: read                one scope
  POST /items/: read write         all of these scopes
  DELETE /users/{id}:
    any:                           one of these lines is enough
      - users:delete users:read
      - admin
  POST /exports: undecided         known, not decided: asking about it is exit 2

{ scheme: NAME } and { other: TEXT } stand for what no token satisfies, such as
an API key or being the owner: they are kept and shown, and never allow.

On the command line, in place of a route:
  --need "read write"              all of these scopes
  --need read --need write         the same
  --any --need admin --need "users:delete users:read"
`
