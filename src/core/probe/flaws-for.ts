import type { Catalog, Requirement } from '../catalog/model.js'
import { FLAW_NAMES, FLAWS, type Flaw, otherScopeClaim } from '../issue/flaws.js'

interface Settings {
  readonly consents: boolean
  readonly isSymmetric: boolean
}

/** The flaws whose refusal this catalog configures, and those that need a consent that was not given. */
export function flawsFor(
  catalog: Catalog,
  requirement: Requirement,
  { consents, isSymmetric }: Settings,
): { readonly flaws: readonly Flaw[]; readonly withoutConsent: readonly Flaw[] } {
  const configured = FLAW_NAMES.filter((flaw) =>
    isConfigured(flaw, catalog, requirement, isSymmetric),
  )
  const isLeftOut = (flaw: Flaw): boolean => FLAWS[flaw].needsRightKey && !consents
  return {
    flaws: configured.filter((flaw) => !isLeftOut(flaw)),
    withoutConsent: configured.filter(isLeftOut),
  }
}

function isConfigured(
  flaw: Flaw,
  catalog: Catalog,
  requirement: Requirement,
  isSymmetric: boolean,
): boolean {
  const { token } = catalog
  const needsScopes = requirement.level === 'scopes'
  switch (flaw) {
    case 'wrong-audience':
      return token.audiences !== 'any' && token.audiences.length > 0
    case 'wrong-issuer':
      return token.issuers !== 'any' && token.issuers.length > 0
    case 'wrong-type':
      return token.type !== undefined
    case 'no-subject':
      return token.subject === 'required' && token.subjectWritten
    case 'hs-with-public-key':
      return !isSymmetric
    // The plan has its own requests for these, about every scope that is needed.
    case 'scope-lookalike':
    case 'implied-only':
      return false
    case 'unscoped':
    case 'scope-wrong-type':
      return needsScopes
    case 'scope-claim-other':
      return (
        needsScopes && token.scopeClaims !== undefined && otherScopeClaim(catalog) !== undefined
      )
    default:
      return true
  }
}
