import { z } from 'zod'

const address = z.email().max(320)

/** Exactly one address: mail programs take a list, a name or a line break inside of a text for more than that. */
export const isAddress = (text: string): boolean => address.safeParse(text).success
