/** What a decision about a route leaves open: access to objects (OWASP API1:2023, BOLA). At most 78 columns. */
export const OBJECTS =
  'Scopes say who may call a route, not for which object: that needs other tests.'
