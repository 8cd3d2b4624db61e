import { compareCatalogs, compareDocuments } from './support/compare-catalogs.js'
import { OPA } from './support/compare-opa.js'
import { directoryCatalogs, graphPermissions } from './support/document-catalogs.js'

compareCatalogs(OPA, 200)
compareDocuments(OPA, 'documents of APIs.guru', directoryCatalogs)
compareDocuments(OPA, 'Microsoft Graph', graphPermissions)
