import { compareEnvoyDocuments } from './support/compare-envoy-documents.js'
import { documentCatalogs } from './support/document-catalogs.js'

compareEnvoyDocuments(async () => ({ found: await documentCatalogs(), missing: [] }))
