/**
 * node bench/jose-loop.js TOKENS JWK FLIGHT: verifies each line of a file with jose's `jwtVerify`, FLIGHT of them at once.
 * What `replay` is compared with: it is the least that verifying the tokens of a log takes.
 */
import { readFileSync } from 'node:fs'
import { importJWK, jwtVerify } from 'jose'

const [tokens, jwk, flight] = process.argv.slice(2)
const key = JSON.parse(readFileSync(jwk, 'utf8'))
const imported = await importJWK(key, key.alg)
const lines = readFileSync(tokens, 'utf8').split('\n').filter(Boolean)
let next = 0
let read = 0
const worker = async () => {
  while (next < lines.length) {
    const { payload } = await jwtVerify(lines[next++], imported, { algorithms: [key.alg] })
    read += payload.scope.length
  }
}
await Promise.all(Array.from({ length: Number(flight) }, worker))
console.log(`${lines.length} tokens, ${read}`)
