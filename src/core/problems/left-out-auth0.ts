/** What an import of an Auth0 tenant did not carry over. */
export type Auth0Kind =
  /** It has a keyword, which auth0-deploy-cli would replace. */
  | 'auth0-keyword'
  | 'auth0-nameless'
  | 'auth0-other-api'
  | 'auth0-system-api'
  | 'auth0-rbac-off'
  | 'auth0-users-denied'
  | 'auth0-other-permission'
  /** A permission that the API does not declare. */
  | 'auth0-undeclared'
  | 'auth0-other-grant'
  | 'auth0-default-grant'
  | 'auth0-user-grant'
  | 'auth0-unused-grant'
  | 'auth0-issuer'
  | 'auth0-requested'
  | 'auth0-setting'
  /** A setting that makes the API or Auth0 stricter than the catalog. */
  | 'auth0-limit'
  | 'auth0-code'
  | 'auth0-section'
