/**
 * Starts to count the CPU time of this process. For tests that work is linear: other programs on a busy machine do not count,
 * unlike in the time on the clock. Other threads of this process (a second test file) do, so a limit must be at least
 * ten times what the work takes alone.
 *
 * @returns the milliseconds of CPU time since then
 * @example
 * const spent = cpuTimer()
 * lint(catalog)
 * expect(spent()).toBeLessThan(20_000) // 0.1 s alone
 */
export function cpuTimer(): () => number {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
}
