const oauth = {
  type: 'oauth2',
  flows: { clientCredentials: { tokenUrl: '/token', scopes: { read: 'Read', write: 'Write' } } },
}
export const document = (paths: unknown, more: Record<string, unknown> = {}) =>
  `${JSON.stringify({ openapi: '3.1.0', paths, components: { securitySchemes: { oauth } }, ...more }, null, 4)}\n`
export const op = (...scopes: string[]) => ({ security: [{ oauth: scopes }] })
export const CATALOG = `version: 1
scopes: # of the API
    read: Read
    write: Write
routes:
    # lists
    GET /items: read write # both

    POST /items: { needs: write, description: Make one } # one
    GET /own: read
# the end
`
