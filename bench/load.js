import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

const TICKS_PER_SECOND = 100 // USER_HZ of every Linux

/**
 * Starts a server, and reads and drops what it prints, as a terminal would.
 * @param {import('./measure.js').Process} process
 * @param {RegExp} ready matches the line with its port, as the first group
 */
export async function startServer({ command: [program, ...args], cwd, env }, ready) {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env } })
  const kill = () => child.kill('SIGKILL')
  process.on('exit', kill)
  let said = ''
  const port = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      said = (said + chunk).slice(-10_000)
      const found = ready.exec(said)
      if (found) resolve(Number(found[1]))
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)))
  })
  const ended = new Promise((resolve) =>
    child.on('exit', (code) => {
      process.off('exit', kill)
      resolve(code)
    }),
  )
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return { port, child, cpu: () => cpuOf(child.pid), stop }
}

/** Seconds of CPU time that a process has used, in user and system mode. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** The bytes of a request. */
export function request(line, headers = {}, body = '') {
  const all = { Host: 'localhost', ...headers, ...(body && { 'Content-Length': body.length }) }
  const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${line} HTTP/1.1\r\n${fields.join('')}\r\n${body}`
}

/**
 * Sends requests in turn, over some connections at once.
 * @param {{ port: number, text: string | string[], count: number, connections: number, allows?: (answer: { status:
 * number, body: string }) => boolean }} load
 * @returns how many answers had each status, how many allow, and how many milliseconds each took
 */
export async function hammer({ port, text, count, connections, allows = () => false }) {
  const texts = [text].flat()
  let left = count
  let allowed = 0
  const statuses = {}
  const times = []
  const worker = async () => {
    const line = await open(port)
    while (left-- > 0) {
      const start = performance.now()
      const answer = await line.ask(texts[left % texts.length])
      times.push(performance.now() - start)
      const { status } = answer
      if (allows(answer)) allowed++
      statuses[status] = (statuses[status] ?? 0) + 1
    }
    line.close()
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return { statuses, allowed, times }
}

/** A keep-alive connection, for one request after the other. */
export function open(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let said = ''
    let waiting
    socket.on('error', (error) => (waiting ?? { reject }).reject(error))
    socket.on('close', () => waiting?.reject(new Error('closed without an answer')))
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1')
      const end = said.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(said)?.[1] ?? 0)
      if (said.length < end + 4 + length) return
      const answer = { status: Number(said.slice(9, 12)), body: said.slice(end + 4) }
      said = ''
      const { resolve: answered } = waiting
      waiting = undefined
      answered(answer)
    })
    const ask = (text) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(text, 'latin1')
      })
    socket.on('connect', () => resolve({ ask, socket, close: () => socket.destroy() }))
  })
}
