import test from 'ava'
import { addressingOf, type Heard } from '../../../bots/slack/addressing.ts'
import { addressesOthers, readText } from '../../../bots/slack/read-text.ts'

const heard = (text: string, more: Partial<Heard> = {}): Heard => ({
  text, isDirect: false, isInThread: false, botUserId: 'UBOT', followUp: 'thread', ...more,
}) // biome-ignore format: one message, read at a glance

test('the bot answers what is said to it', (t) => {
  t.is(addressingOf(heard('bonjour', { isDirect: true })), 'answer')
  t.is(addressingOf(heard('<@UBOT> profil des 18-34 ans')), 'answer')
  t.is(addressingOf(heard('regarde <@UBOT|sextant> ça')), 'answer')
  t.is(addressingOf(heard('<@UBOT> et <@U2>, vous en pensez quoi ?')), 'answer')
})

test('between people it stays quiet', (t) => {
  t.is(addressingOf(heard('bonjour à tous')), 'silent')
  t.is(addressingOf(heard('<@U2> tu as vu ?')), 'silent')
  t.is(addressingOf(heard('<@UBOTH> non')), 'silent')
})

test('in a thread it goes on, until somebody else is addressed', (t) => {
  const inThread = { isInThread: true }
  t.is(addressingOf(heard('et les 35-64 ans ?', inThread)), 'if_ours')
  for (const text of [
    '<@U2> ton avis ?',
    '<!here> à lire',
    '<!subteam^S1|@data> ?',
    '@paul regarde',
    '<!channel>',
  ])
    t.is(addressingOf(heard(text, inThread)), 'silent', text)
})

test('a channel can ask for mentions only, or for silence', (t) => {
  t.is(addressingOf(heard('et les autres ?', { isInThread: true, followUp: 'mention' })), 'silent')
  t.is(addressingOf(heard('<@UBOT> ?', { followUp: 'mention' })), 'answer')
  t.is(addressingOf(heard('<@UBOT> ?', { followUp: 'off' })), 'off')
  t.is(addressingOf(heard('et les autres ?', { isInThread: true, followUp: 'off' })), 'silent')
})

test('a text is read as people see it', (t) => {
  t.is(readText('<@UBOT> les 3 premiers &amp; derniers', 'UBOT'), 'les 3 premiers & derniers')
  t.is(readText('voir <https://a.example|ce lien> &lt;ici&gt;', 'UBOT'), 'voir ce lien <ici>')
  t.is(readText('<#C1|etudes> et <@U2|paul>', 'UBOT'), '#etudes et @paul')
  t.is(readText('<!subteam^S1|@data> <!here>', 'UBOT'), '@data @here')
  t.false(addressesOthers('écris à a@b.example <https://x.example>', 'UBOT'))
})
