/** node fetch-loop.js URL REQUESTS CONCURRENCY: what sending costs without a plan, tokens and verdicts. */
const [url, requests, concurrency] = process.argv.slice(2)
let left = Number(requests)
const headers = { authorization: `Bearer ${process.env.TOKEN}` }

async function work() {
  while (left-- > 0) {
    const response = await fetch(url, { headers, redirect: 'manual' })
    await response.text()
    if (response.status !== 200) throw new Error(`${response.status}`)
  }
}
await Promise.all(Array.from({ length: Number(concurrency) }, work))
console.log('done')
