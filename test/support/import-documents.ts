/** What `import` reads beside OpenAPI. Two of them have an entry that is reported: a bad path, a type of permission. */
export const IMPORT_DOCUMENTS = {
  'tenant.yaml': 'resourceServers: [{identifier: a, scopes: [{value: read}]}]\n',
  'realm.json': JSON.stringify({ realm: 'acme', roles: { realm: [{ name: 'editor' }] } }),
  'permissions.json': JSON.stringify({
    permissions: {
      read: {
        schemes: { Work: {} },
        pathSets: [{ schemeKeys: ['Work'], methods: ['GET'], paths: { '/items': '', '/{': '' } }],
      },
    },
  }),
  'manifest.json': JSON.stringify({
    api: { oauth2PermissionScopes: [{ value: 'read', type: 'Admin' }] },
  }),
}
