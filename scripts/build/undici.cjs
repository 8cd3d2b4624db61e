// What scopectl uses of undici. Its own entry also loads WebSockets, caches and mocks: a third of the code.
exports.fetch = require('undici/lib/web/fetch').fetch
exports.Pool = require('undici/lib/dispatcher/pool')
exports.EnvHttpProxyAgent = require('undici/lib/dispatcher/env-http-proxy-agent')
// As its entry does: a proxy is asked with `connect`.
Object.assign(require('undici/lib/dispatcher/dispatcher').prototype, require('undici/lib/api'))
