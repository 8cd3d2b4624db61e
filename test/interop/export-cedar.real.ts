import { compareCatalogs, compareDocuments } from './support/compare-catalogs.js'
import { CEDAR } from './support/compare-cedar.js'
import { directoryCatalogs, graphPermissions } from './support/document-catalogs.js'

compareCatalogs(CEDAR, 200)
compareDocuments(CEDAR, 'documents of APIs.guru', directoryCatalogs)
compareDocuments(CEDAR, 'Microsoft Graph', graphPermissions)
