import test from 'ava'
import { crashPostgresWhileAnswering } from '../faults/crash-postgres.ts'

test('PostgreSQL crashes 40 times under load: the server stays up, and nothing is lost or twice', async (t) => {
  t.timeout(1_200_000)
  await crashPostgresWhileAnswering(t, 40)
})
