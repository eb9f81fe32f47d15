import type { ExecutionContext, TestFn } from 'ava'

type Teardown = Pick<ExecutionContext, 'teardown'>

/** For what a whole file shares: ava's `t.teardown` is for single tests only, and hooks may not call it. */
export const afterAll = (test: TestFn): Teardown => {
  const closers: (() => unknown)[] = []
  test.after.always('close what the file shared', async () => {
    for (const close of closers.reverse()) await close()
  })
  return { teardown: (close) => void closers.push(close) }
}
