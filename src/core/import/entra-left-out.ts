import type { Gathering } from './gathering.js'
import type { Part } from './part.js'

/** What a manifest says that a catalog does not have, by name. */
export function leaveEntra(root: Part, isOld: boolean, found: Gathering): void {
  const api = isOld ? root : root.get('api')
  const audience = root.get('signInAudience')
  found.leave('issuer', audience.text() ?? 'iss', audience)
  for (const each of api.get('preAuthorizedApplications').items()) {
    found.leave('preauthorized-application', nameIn(each, 'appId'), each)
  }
  for (const each of api.get('knownClientApplications').items()) {
    found.leave('known-client', each.text() ?? '', each)
  }
  for (const resource of root.get('requiredResourceAccess').items()) {
    const api = nameIn(resource, 'resourceAppId')
    for (const access of resource.get('resourceAccess').items()) {
      found.leave('required-resource', `${api} ${nameIn(access, 'id')}`, access)
    }
  }
  const groups = root.get('groupMembershipClaims')
  if (!groups.isEmpty && groups.text() !== 'None') {
    found.leave('group-claims', groups.text() ?? '', groups)
  }
  // The other lists are about tokens for the app as a client.
  for (const each of root.get('optionalClaims').get('accessToken').items()) {
    const asRoles = each.get('additionalProperties').texts().includes('emit_as_roles')
    found.leave(asRoles ? 'groups-as-roles' : 'optional-claim', nameIn(each, 'name'), each)
  }
  const mapped = api.get('acceptMappedClaims')
  if (mapped.flag()) found.leave('mapped-claims', 'acceptMappedClaims', mapped)
  const encryption = root.get('tokenEncryptionKeyId')
  if (!encryption.isEmpty) found.leave('token-encryption', encryption.text() ?? '', encryption)
  // Those of OData are about the answer that the manifest was copied from.
  const ofAnswer = root.names().filter((name) => name.includes('odata.'))
  found.leaveUnknown(root, new Set([...KNOWN, ...ofAnswer]))
  if (!isOld) found.leaveUnknown(api, KNOWN_IN_API)
}

const nameIn = (part: Part, key: string): string => part.get(key).text() ?? part.key

const KNOWN_IN_API = new Set([
  'acceptMappedClaims',
  'knownClientApplications',
  'oauth2PermissionScopes',
  'preAuthorizedApplications',
  'requestedAccessTokenVersion',
])

/** What was read, and what does not affect who may call the app's routes: how it signs users in, and what it looks like. */
const KNOWN = new Set([
  ...['api', 'appId', 'appRoles', 'oauth2Permissions', 'identifierUris', 'signInAudience'],
  ...['accessTokenAcceptedVersion', 'acceptMappedClaims', 'knownClientApplications'],
  ...['preAuthorizedApplications', 'requiredResourceAccess', 'groupMembershipClaims'],
  ...['optionalClaims', 'tokenEncryptionKeyId', 'id', 'objectId', 'objectType', 'name'],
  ...['displayName', 'description', 'notes', 'tags', 'createdDateTime', 'deletedDateTime'],
  ...['deletionTimestamp', 'publisherDomain', 'verifiedPublisher', 'certification', 'info'],
  ...['informationalUrls', 'logoUrl', 'logo', 'logoutUrl', 'homepage', 'signInUrl'],
  ...['samlMetadataUrl', 'errorUrl', 'web', 'spa', 'publicClient', 'replyUrls'],
  ...['replyUrlsWithType', 'defaultRedirectUri', 'allowPublicClient', 'isFallbackPublicClient'],
  ...['oauth2AllowIdTokenImplicitFlow', 'oauth2AllowImplicitFlow', 'oauth2AllowUrlPathMatching'],
  ...['oauth2RequirePostResponse', 'oauth2RequiredPostResponse', 'parentalControlSettings'],
  ...['passwordCredentials', 'keyCredentials', 'isDeviceOnlyAuthSupported', 'orgRestrictions'],
  ...['availableToOtherTenants', 'allowActAsForAllClients', 'applicationTemplateId', 'uniqueName'],
  ...['serviceManagementReference', 'servicePrincipalLockConfiguration', 'addIns'],
  ...['nativeAuthenticationApisEnabled', 'samlMetadataUrl', 'recordConsentConditions'],
  ...['requestSignatureVerification', 'appLogoUrl', 'mainLogo', '$schema', '$id'],
])
