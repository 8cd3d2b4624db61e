import type { CatalogRuleCode, GatewayRuleCode } from '../args.js'
import type { AnyRule, GatewayRule, Rule } from '../rule.js'
import { ambiguousOverlap } from './ambiguous-overlap.js'
import { anyIssuerOrAudience } from './any-issuer-or-audience.js'
import { confusableName } from './confusable-name.js'
import { deadAlternative } from './dead-alternative.js'
import { defaultAdmin } from './default-admin.js'
import { disabledWithGrants } from './disabled-with-grants.js'
import { equalRoles } from './equal-roles.js'
import { extendsConditionalRole } from './extends-conditional-role.js'
import { firstMatchOverlap } from './first-match-overlap.js'
import { gatewayAllOfScopes } from './gateway-all-of-scopes.js'
import { gatewayInheritedSecurity } from './gateway-inherited-security.js'
import { gatewaySeveralAuthorizers } from './gateway-several-authorizers.js'
import { gatewayWithoutAuthorizer } from './gateway-without-authorizer.js'
import { growingGlob } from './growing-glob.js'
import { longLifetime } from './long-lifetime.js'
import { missingAudience } from './missing-audience.js'
import { missingIssuer } from './missing-issuer.js'
import { publicMutation } from './public-mutation.js'
import { redundantGrant } from './redundant-grant.js'
import { spellingOverlap } from './spelling-overlap.js'
import { symmetricProduction } from './symmetric-production.js'
import { trackedDevelopmentKey } from './tracked-development-key.js'
import { undecidedRoute } from './undecided-route.js'
import { ungrantedScope } from './ungranted-scope.js'
import { unmatchableRoute } from './unmatchable-route.js'
import { unmatchedAttribute } from './unmatched-attribute.js'
import { unpinnedScopeClaim } from './unpinned-scope-claim.js'
import { unreachableRole } from './unreachable-role.js'
import { unusedIgnore } from './unused-ignore.js'
import { unusedScope } from './unused-scope.js'
import { withoutGrants } from './without-grants.js'

/** A code without its rule does not compile. In display order: routes, grants, names, trust. */
const BY_CODE: { readonly [C in CatalogRuleCode]: Rule<C> } = {
  'undecided-route': undecidedRoute,
  'ambiguous-overlap': ambiguousOverlap,
  'first-match-overlap': firstMatchOverlap,
  'spelling-overlap': spellingOverlap,
  'unmatchable-route': unmatchableRoute,
  'public-mutation': publicMutation,
  'dead-alternative': deadAlternative,
  'unused-scope': unusedScope,
  'ungranted-scope': ungrantedScope,
  'redundant-grant': redundantGrant,
  'growing-glob': growingGlob,
  'default-admin': defaultAdmin,
  'unreachable-role': unreachableRole,
  'unmatched-attribute': unmatchedAttribute,
  'equal-roles': equalRoles,
  'extends-conditional-role': extendsConditionalRole,
  'without-grants': withoutGrants,
  'disabled-with-grants': disabledWithGrants,
  'confusable-name': confusableName,
  'missing-issuer': missingIssuer,
  'missing-audience': missingAudience,
  'any-issuer-or-audience': anyIssuerOrAudience,
  'unpinned-scope-claim': unpinnedScopeClaim,
  'symmetric-production': symmetricProduction,
  'long-lifetime': longLifetime,
  'tracked-development-key': trackedDevelopmentKey,
  'unused-ignore': unusedIgnore,
}

const GATEWAY_BY_CODE: { readonly [C in GatewayRuleCode]: GatewayRule<C> } = {
  'gateway-inherited-security': gatewayInheritedSecurity,
  'gateway-all-of-scopes': gatewayAllOfScopes,
  'gateway-several-authorizers': gatewaySeveralAuthorizers,
  'gateway-without-authorizer': gatewayWithoutAuthorizer,
}

/** Those for the catalog and its users. */
export const CATALOG_RULES: readonly Rule[] = Object.values(BY_CODE)

/** Those for an OpenAPI document that is intended for API Gateway. */
export const GATEWAY_RULES: readonly GatewayRule[] = Object.values(GATEWAY_BY_CODE)

export const RULES: readonly AnyRule[] = [...CATALOG_RULES, ...GATEWAY_RULES]
