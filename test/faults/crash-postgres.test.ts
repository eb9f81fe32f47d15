import test from 'ava'
import { crashPostgresWhileAnswering } from './crash-postgres.ts'

test('PostgreSQL crashes 10 times under load: the server stays up, and nothing is lost or twice', async (t) => {
  t.timeout(300_000)
  await crashPostgresWhileAnswering(t, 10)
})
