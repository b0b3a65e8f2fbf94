import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useSend } from '@/lib/form/use-send'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { Loaded } from '@/ui/state-view'
import { announceDraw, drawQuery, reviewPool, type Review } from './api'
import { MemberTable } from './draw-members'
import { DrawSteps } from './draw-steps'
import { drawTone, whyTone } from './office-words'
import '@/ui/form.css'

const texts = messages({
  draws: ['抽取专家', 'Draws'],
  no: ['第 {n} 次抽取', 'Draw {n}'],
  none: ['还没有公告抽取。', 'No draw was announced yet.'],
  announce: ['公告抽取', 'Announce a draw'],
  how: ['公告后名单和随机数的校验值公开，不能再改；然后请监督人输入文字完成抽取。监督人不能是经办人、发榜方、揭榜方的人员，也不能是专家。', 'With the notice the hashes of pool and nonce are public. Then the witness types his words. He is not the officer, not of the asker or a team, and no expert of the pool.'],
  name: ['监督人姓名', 'Name of the witness'],
  unit: ['监督人单位', 'His unit'],
  pool: ['可参加抽取的专家', 'Who can be drawn'],
  count: ['专家库 {all} 人，可参加抽取 {n} 人，需要 {seats} 人。', '{all} in the pool, {n} can be drawn, {seats} are needed.'],
  small: ['人数不够：请商请市、省专家库提供名单后录入，不得放宽回避要求。', 'Too few: ask the pools of city and province for a list; the rule of relations is not weakened.'],
  experts: ['去专家库', 'To the pool'],
  needed: ['请填写。', 'Please fill this in.'],
  cancel: ['取消', 'Cancel'],
})

/** The pool of a review with who is in and out, and its draws. */
export function DrawPanel({ review: r }: { review: Review }) {
  const t = useT(texts)
  const say = useSay()
  const [open, setOpen] = useState(false)
  const standing = r.draws.find((d) => d.state !== 'void')
  const draw = useQuery({ ...drawQuery(standing?.id ?? ''), enabled: standing !== undefined })
  const announces = r.state === 'preparing' && !standing
  return (
    <>
      <Panel
        title={t('draws')}
        extra={
          announces && (
            <Button type="primary" onClick={() => setOpen(true)}>
              {t('announce')}
            </Button>
          )
        }
      >
        {r.draws.length === 0 ? (
          <p className="muted">{t('none')}</p>
        ) : (
          <ul className="plain-list">
            {r.draws.map((d) => (
              <li key={d.id} className="row">
                <Link to={`/draws/${d.id}`}>{t('no', { n: d.no })}</Link>
                <ToneTag tone={drawTone[d.state] ?? 'neutral'}>{say(word('drawStates', d.state, d.stateName))}</ToneTag>
                {draw.data?.id === d.id && r.state === 'preparing' && <DrawSteps draw={draw.data} />}
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {announces && <PoolPanel review={r} />}
      {open && <Announce review={r} close={() => setOpen(false)} />}
    </>
  )
}

function PoolPanel({ review: r }: { review: Review }) {
  const t = useT(texts)
  const query = useQuery(reviewPool(r.id))
  return (
    <Panel title={t('pool')} extra={<Link to="/experts">{t('experts')}</Link>}>
      <Loaded query={query} rows={4}>
        {({ items }) => {
          const n = items.filter((m) => m.why in whyTone).length
          const seats = r.rules.seats ?? 0
          return (
            <>
              <p>{t('count', { all: items.length, n, seats })}</p>
              {n < seats && <Notice type="warning" lines={[t('small')]} />}
              {items.length > 0 && <MemberTable members={items} />}
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}

function Announce({ review: r, close }: { review: Review; close: () => void }) {
  const t = useT(texts)
  const [form] = Form.useForm<{ name: string; unit: string }>()
  const { send, busy, lines } = useSend(form, announceDraw(r.id), close, (p) => (p[0] === 'witness' ? ['name'] : p))
  const rule = [{ required: true, whitespace: true, message: t('needed') }]
  return (
    <Modal open title={t('announce')} okText={t('announce')} cancelText={t('cancel')} confirmLoading={busy} onCancel={close} onOk={() => form.submit()}>
      <p className="muted">{t('how')}</p>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send}>
        <Form.Item name="name" label={t('name')} rules={rule}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="unit" label={t('unit')} rules={rule}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
