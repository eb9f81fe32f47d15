import test from 'ava'
import { addressingOf, type Heard } from '../../../bots/discord/addressing.ts'
import { readText } from '../../../bots/discord/read-text.ts'

test('what somebody wrote is read as they see it', (t) => {
  t.is(readText('<@9> what about <#12> and <@34>?', '9'), 'what about #12 and @34?')
  t.is(readText('<@!9> **Mac**  and ~~PC~~ || hidden ||', '9'), 'Mac and PC || hidden ||')
  t.is(readText('index of snake_case_name', '9'), 'index of snake_case_name')
  t.is(readText('</sextant ask:123> <:smile:456> <t:0:R>', '9'), '/sextant ask :smile: 1970-01-01')
  t.is(readText('18\\-34 \\*', '9'), '18-34 *')
  t.is(readText('<@9>', '9'), '')
  t.is(readText('a < b > c', null), 'a < b > c')
})

const heard = (given: Partial<Heard>): Heard => ({
  isDirect: false, isInThread: false, isMention: false, isReplyToUs: false, addressesOthers: false, followUp: 'thread',
  ...given,
}) // biome-ignore format: one message, read at a glance

test('it speaks when it is spoken to', (t) => {
  t.is(addressingOf(heard({})), 'silent')
  t.is(addressingOf(heard({ isDirect: true, addressesOthers: true })), 'answer')
  t.is(addressingOf(heard({ isMention: true, addressesOthers: true })), 'answer')
  t.is(addressingOf(heard({ isReplyToUs: true })), 'answer')
  t.is(addressingOf(heard({ isReplyToUs: true, addressesOthers: true })), 'silent')
  t.is(addressingOf(heard({ isInThread: true })), 'if_ours')
  t.is(addressingOf(heard({ isInThread: true, addressesOthers: true })), 'silent')
  t.is(addressingOf(heard({ isInThread: true, followUp: 'mention' })), 'silent')
  t.is(addressingOf(heard({ isInThread: true, followUp: 'off' })), 'silent')
  t.is(addressingOf(heard({ isMention: true, followUp: 'off' })), 'off')
})
