/** An API with everything that `init --from` treats in its own way: public and silent operations, two ways in, two scopes. */
export const SHOP = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: {
          password: {
            tokenUrl: '/token',
            scopes: {
              'items:read': 'See what is on the shelves',
              'items:write': 'Change what is on the shelves',
              'users:read': 'Look at customers',
              'users:delete':
                'Remove customers for good, with their orders, their invoices, and all that they have ever written',
              reports: '',
            },
          },
        },
      },
    },
  },
  paths: {
    '/health': { get: { security: [] } },
    '/token': { post: { security: [] } },
    '/me': { get: needs([]) },
    '/items': { get: needs(['items:read']), post: needs(['items:write']) },
    '/items/{id}': { delete: needs(['items:read', 'items:write']) },
    '/users/{id}': { delete: needs(['users:read', 'users:delete']) },
    '/reports/{path}': { get: needs(['reports'], ['users:read']) },
  },
}

function needs(...ways: string[][]): object {
  return { security: ways.map((scopes) => ({ oauth: scopes })) }
}

/** SHOP with an operation that states no security. */
export const SILENT_SHOP = {
  ...SHOP,
  paths: { ...SHOP.paths, '/login': { post: {} } },
}
