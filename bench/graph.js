const ROOTS = ['users', 'groups', 'sites', 'drives', 'teams', 'applications', 'devices', 'places']
const PARTS = ['messages', 'events', 'items', 'members', 'contacts', 'lists', 'policies', 'reports']
const LEAVES = [
  'attachments',
  'permissions',
  'versions',
  'children',
  'extensions',
  'instances',
  'owners',
]
const ACTIONS = ['ReadBasic', 'Read', 'ReadWrite', 'Manage']
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE']

/**
 * A catalog of the size of Microsoft Graph: paths with several parameters, a few hundred scopes, and requirements with
 * several alternatives.
 */
export function graphCatalog(routeCount = 10_864, roleCount = 40) {
  const areas = ROOTS.flatMap((root) => PARTS.map((part) => `${root}.${part}`))
  const names = areas.flatMap((area) => ACTIONS.map((action) => `${area}.${action}`))
  const scopes = Object.fromEntries(names.map((name) => [name, `To use ${name}`]))
  const roles = Array.from({ length: roleCount }, (_, i) => [
    `role-${i}`,
    { scopes: names.filter((_, j) => (j * 7 + i * 11) % 17 < 1 + (i % 9)) },
  ])
  return { scopes, roles: Object.fromEntries(roles), routes: routesOf(areas, routeCount) }
}

function routesOf(areas, count) {
  const routes = {}
  for (let i = 0, made = 0; made < count; i++) {
    const area = areas[i % areas.length] ?? ''
    const [root, part] = area.split('.')
    const leaf = LEAVES[Math.floor(i / areas.length) % LEAVES.length]
    const version = Math.floor(i / (areas.length * LEAVES.length))
    const path = `/${root}/{${root}-id}/${part}/{${part}-id}/${leaf}/set${version}`
    for (const [m, method] of METHODS.entries()) {
      if (made++ >= count) return routes
      const all = `${area}.${m === 0 ? 'Read' : 'ReadWrite'}`
      routes[`${method} ${path}`] = { any: [all, `${area}.Manage`] }
    }
  }
  return routes
}
