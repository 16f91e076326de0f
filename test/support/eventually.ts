const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Looks again and again until `claim` stops throwing, but not for ever; then the last complaint is the failure. */
export const eventually = async <Result>(
  claim: () => Result | Promise<Result>,
  timeoutMs = 10_000,
): Promise<Result> => {
  const until = Date.now() + timeoutMs
  for (;;) {
    try {
      return await claim()
    } catch (error) {
      if (Date.now() > until) throw error
    }
    await pause(15)
  }
}
