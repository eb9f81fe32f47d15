/** Says that mails of a tenant wait to be sent. It can get lost: the dispatcher looks by itself now and then. */
export const digestSignal = 'digests'
