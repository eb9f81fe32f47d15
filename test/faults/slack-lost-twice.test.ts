import test from 'ava'
import { shareTestDatabase } from '../helpers/database.ts'
import { openSlackAnswers, shareDispatcher } from '../helpers/slack-answers.ts'

const db = shareTestDatabase(test)
const shared = shareDispatcher(db)

// As after two kills: one while the stream was begun, one while the answer took its place.
for (const method of ['chat.startStream', 'chat.postMessage'])
  test(`neither what was begun (${method}) nor the answer in its place was heard of: it stands once`, async (t) => {
    t.timeout(120_000)
    const answers = await openSlackAnswers(t, { db: db(), shared, timing: { haste: 20 } })
    const { slack } = answers
    if (method === 'chat.postMessage')
      slack.faults.next('chat.startStream', { error: 'not_allowed_token_type' })
    slack.faults.next(method, 'drop_reply_after_acceptance')
    slack.faults.next('chat.update', 'drop_reply_after_acceptance')
    const question = await answers.ask()
    const live = answers.live(question)
    live.onProgress({ kind: 'stage', stage: 'model', state: 'started' })
    await slack.until(() => slack.callsOf(method).length > 0)
    const { state } = await answers.answerAndSend(question, { text: 'La réponse.' })
    await live.close()
    t.is(state, 'sent')
    const { channel, thread } = question.payload.chat!
    const said = slack.messages(channel, { thread }).filter(({ isFromApp }) => isFromApp)
    t.is(said.length, 1, said.map(({ words }) => words).join('\n---\n'))
    t.true(said[0]!.words.includes('La réponse.'))
    t.true(slack.callsOf('chat.update').length > 0, 'its reply got lost')
  })
