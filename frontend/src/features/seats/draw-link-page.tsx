import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { placeErrors } from '@/lib/form/errors'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Facts } from '@/ui/facts'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { drawByLink, drawWithWords, type Draw } from './api'
import { LinkFrame } from './link-frame'

const texts = messages({
  title: ['专家抽取', 'Draw of experts'],
  draw: ['第 {n} 次抽取', 'Draw no. {n}'],
  how: [
    '请您亲自输入几个字，内容自定，例如当天看到的一句话。抽取结果由这几个字和事先公告的随机数共同决定，谁也不能单独左右；任何人事后都能重新计算。',
    'Type some words of your own, such as a line you saw today. They and a number that was announced beforehand decide the draw together: nobody decides it alone, and everybody can compute it again.',
  ],
  once: ['按下按钮即抽取，不能重来；这个链接随之失效。', 'The button draws at once and for good; this link ends with it.'],
  words: ['监督人输入的文字', 'Words of the witness'],
  go: ['抽取专家', 'Draw the experts'],
  needed: ['请填写。', 'Please fill this in.'],
  done: ['抽取完成，谢谢您的监督。结果已交主管部门。', 'Drawn, thank you. The office has the result.'],
  over: ['这次抽取已完成或已作废，不需要再输入。', 'This draw is done or void; nothing is asked of you.'],
  about: ['评审事项', 'Review of'],
  witness: ['监督人', 'Witness'],
  officer: ['经办人', 'Officer'],
  noticed: ['公告时间', 'Announced'],
  drawn: ['抽取时间', 'Drawn'],
  seats: ['席位', 'Seats'],
  counted: ['从 {pool} 位专家中抽取 {seats} 位', '{seats} of {pool} experts'],
  poolHash: ['专家名单校验值', 'Hash of the pool'],
  nonceHash: ['随机数校验值', 'Hash of the number'],
  nonce: ['随机数', 'Number'],
  seed: ['种子', 'Seed'],
})

/** The words of the witness by his link. Opening it changes nothing. */
export default function DrawLinkPage() {
  const t = useT(texts)
  return <LinkFrame title={t('title')}>{(token) => <Witness key={token} token={token} />}</LinkFrame>
}

function Witness({ token }: { token: string }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const query = useQuery(drawByLink(token))
  const d = query.data
  if (!d) return <WaitingPage title={t('title')} query={query} rows={6} />
  const hash = (x: string | undefined) => x && <span className="hash-line">{x}</span>
  return (
    <Page
      title={d.about.title}
      tab={t('title')}
      sub={
        <span className="row">
          <span>{`${t('title')} · ${t('draw', { n: d.no })}`}</span>
          <ToneTag tone={d.state === 'noticed' ? 'wait' : d.state === 'drawn' ? 'good' : 'bad'}>{say(word('drawStates', d.state, d.stateName))}</ToneTag>
        </span>
      }
    >
      {d.state === 'noticed' ? <WordsForm token={token} /> : <Notice type={d.state === 'drawn' ? 'success' : 'info'} lines={[t(d.state === 'drawn' ? 'done' : 'over')]} />}
      <Panel>
        <Facts
          rows={[
            [t('about'), d.about.title],
            [t('seats'), t('counted', { pool: d.pool, seats: d.seats })],
            [t('witness'), [d.witness.name, d.witness.unit].filter(Boolean).join(' · ')],
            [t('officer'), d.byName],
            [t('noticed'), timeOf(d.noticedAt, lang)],
            [t('drawn'), d.drawnAt && timeOf(d.drawnAt, lang)],
            [t('words'), d.words],
            [t('poolHash'), hash(d.poolHash)],
            [t('nonceHash'), hash(d.nonceHash)],
            [t('nonce'), hash(d.nonce)],
            [t('seed'), hash(d.seed)],
          ]}
        />
      </Panel>
    </Page>
  )
}

function WordsForm({ token }: { token: string }) {
  const t = useT(texts)
  const client = useQueryClient()
  const [form] = Form.useForm<{ words: string }>()
  const [lines, setLines] = useState<string[]>([])
  const draw = useMutation({
    ...drawWithWords,
    onMutate: () => setLines([]),
    // The link ends with the draw: what it answered last stays on the page.
    onSuccess: (d: Draw) => client.setQueryData(drawByLink(token).queryKey, d),
    onError: (e) => setLines(placeErrors(form, e)),
  })
  return (
    <Panel>
      <p>{t('how')}</p>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ words }) => draw.mutate({ token, words: words.trim() })}>
        <Form.Item name="words" label={t('words')} rules={[{ required: true, whitespace: true, message: t('needed') }]} extra={t('once')}>
          <Input maxLength={200} size="large" autoComplete="off" />
        </Form.Item>
        <Button type="primary" size="large" block htmlType="submit" loading={draw.isPending}>
          {t('go')}
        </Button>
      </Form>
    </Panel>
  )
}
