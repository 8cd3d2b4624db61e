import { compareCatalogs, compareDocuments } from './support/compare-catalogs.js'
import { CERBOS } from './support/compare-cerbos.js'
import { directoryCatalogs, graphPermissions } from './support/document-catalogs.js'
import { compareRandomCerbos } from './support/random-cerbos.js'

compareCatalogs(CERBOS, 200)
compareDocuments(CERBOS, 'documents of APIs.guru', directoryCatalogs)
compareDocuments(CERBOS, 'Microsoft Graph', graphPermissions)
compareRandomCerbos(10_000)
