interface Placed {
  createdAt: Date
  id: string
}

/** What a button carries to go on behind a row: apart, since both are written short so. */
export const afterOf = ({ createdAt, id }: Placed): { after: string; id: string } => ({
  after: createdAt.toISOString(),
  id,
})

/** Where such a button goes on; null = at the beginning. */
export const pageAfter = ({
  after = '',
  id = '',
}: {
  after?: string | undefined
  id?: string | undefined
}): Placed | null => {
  const createdAt = new Date(after)
  return Number.isNaN(createdAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id) ? null : { createdAt, id }
}
