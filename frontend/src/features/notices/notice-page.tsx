import { CopyOutlined, FileWordOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { Link, useParams } from 'react-router'
import { storedFile, type StoredFile } from '@/lib/api/files'
import { saveBytes, useDownload } from '@/lib/download'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useIs } from '@/lib/session'
import { word } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { Facts } from '@/ui/facts'
import { FileField } from '@/ui/file-field'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { StepButtons } from '@/ui/step-buttons'
import { StepDialog } from '@/ui/step-dialog'
import { noticePaper, noticeQuery, type PublicNotice } from './api'
import { ObjectPanel, ObjectionsPanel } from './objections'
import { noticeTone } from './states'

const texts = messages({
  title: ['公示', 'Public notice'],
  copy: ['本页是副本，以张贴处的原件为准。', 'This page is a copy; the posted original counts.'],
  copyTag: ['副本', 'Copy'],
  original: ['查看原件', 'See the original'],
  paper: ['张贴文稿', 'Paper for the portal'],
  paperHow: ['1. 下载 Word 文稿走发文程序，或复制网页代码贴到门户网站。2. 张贴后在这里登记网址和起止日期，公示期从张贴之日起算。', '1. Download the Word file, or copy the HTML into the editor of the portal. 2. Record address and days here: the period starts with the day of posting.'],
  word: ['下载 Word', 'Download Word'],
  html: ['复制网页代码', 'Copy HTML'],
  copied: ['已复制，可以粘贴到网站的编辑器。', 'Copied: paste it into the editor of the site.'],
  saved: ['浏览器不允许复制，已改为下载网页文件。', 'The browser forbids copying, so the file was saved.'],
  place: ['张贴处', 'Posted at'],
  days: ['公示期', 'Days'],
  until: ['{first} 至 {last}（{last} 24:00 止）', '{first} to {last} (until 24:00)'],
  rule: ['期限依据', 'Source of the period'],
  ruleText: ['{n}{kind}，{source}', '{n} {kind}, {source}'],
  workdays: ['个工作日', 'workdays'],
  natural: ['个自然日', 'natural days'],
  pauses: ['暂停', 'Paused'],
  running: ['暂停中', 'now'],
  closing: ['结果', 'Result'],
  about: ['关于', 'About'],
  challenge: ['榜单', 'The challenge'],
  picture: ['张贴照片（截图）', 'Picture of the posting'],
  needed: ['请填写。', 'Please fill this in.'],
  placeField: ['张贴在哪里', 'Where it stands'],
  address: ['网址', 'Address'],
  first: ['张贴之日', 'Day of posting'],
  last: ['末日（留空按规则计算）', 'Last day (empty: by the rule)'],
  closingField: ['公示结果', 'Result of the notice'],
  clean: ['公示期满无异议。', 'No objection was raised.'],
  reason: ['理由', 'Reason'],
  portal: ['县政府门户网站', 'Portal of the county government'],
})

interface Posting {
  place: string
  address?: string
  first: string
  last?: string
  reason?: string
  picture?: StoredFile | null
}

export default function NoticePage() {
  const t = useT(texts)
  const say = useSay()
  const officer = useIs('officer')
  const { id = '' } = useParams()
  const query = useQuery(noticeQuery(id))
  const n = query.data
  if (!n) return <WaitingPage title={t('title')} query={query} rows={8} />
  const p = n.posting
  return (
    <Page
      title={n.title}
      sub={
        <span className="row">
          <span>{t('title')}</span>
          <span className="num">{n.serial}</span>
          {p && <ToneTag tone="neutral">{t('copyTag')}</ToneTag>}
          <ToneTag tone={noticeTone[n.state] ?? 'neutral'}>{say(word('noticeStates', n.state))}</ToneTag>
        </span>
      }
      actions={<NoticeSteps notice={n} />}
    >
      {p && (
        <Notice
          type="info"
          lines={[t('copy')]}
          action={p.address && <a href={p.address} rel="noopener noreferrer" target="_blank">{t('original')}</a>}
        />
      )}
      {officer && n.open !== undefined && <PaperPanel notice={n} />}
      {n.closing && <Notice type={n.state === 'ended' ? 'success' : 'warning'} lines={[n.closing]} />}
      <section className="panel" aria-label={t('title')}>
        <Facts
          rows={[
            [t('place'), p && (p.address ? <a href={p.address} rel="noopener noreferrer" target="_blank">{p.place}</a> : p.place)],
            [t('picture'), p?.picture && <Picture id={p.picture} />],
            [t('days'), p && t('until', { first: p.first, last: p.last })],
            [t('rule'), t('ruleText', { n: n.rule.days ?? 0, kind: t(n.rule.kind === 'natural' ? 'natural' : 'workdays'), source: n.rule.source ?? '' })],
            [t('pauses'), n.pauses.length ? n.pauses.map((x) => `${x.from} – ${x.to || t('running')}`).join('；') : null],
            [t('about'), n.about.kind === 'challenge' && <Link to={`/challenges/${n.about.record}`}>{t('challenge')}</Link>],
          ]}
        />
      </section>
      <Panel>
        <p className="prewrap" style={{ margin: 0 }}>{n.text}</p>
      </Panel>
      {officer && n.open !== undefined ? <ObjectionsPanel notice={n} /> : <ObjectPanel notice={n} />}
    </Page>
  )
}

/** The paper that the office posts on its portal, as a Word file and as HTML to paste. */
function PaperPanel({ notice: n }: { notice: PublicNotice }) {
  const t = useT(texts)
  const { message } = App.useApp()
  const make = useMutation({
    mutationFn: async (format: 'docx' | 'html') => {
      const bytes = await noticePaper(n.id, format)
      if (format === 'html') {
        try {
          await navigator.clipboard.writeText(await bytes.text())
          return t('copied')
        } catch {
          saveBytes(bytes, `${n.serial}.html`) // without a secure connection the browser forbids copying
          return t('saved')
        }
      }
      saveBytes(bytes, `${n.serial}.docx`)
      return null
    },
    onSuccess: (said) => said && message.success(said),
    onError: (e) => message.error(e.message, 6),
  })
  const busy = (format: string) => make.isPending && make.variables === format
  return (
    <Panel title={t('paper')}>
      {n.state === 'draft' && <p>{t('paperHow')}</p>}
      <div className="row">
        <Button icon={<FileWordOutlined />} loading={busy('docx')} onClick={() => make.mutate('docx')}>
          {t('word')}
        </Button>
        <Button icon={<CopyOutlined />} loading={busy('html')} onClick={() => make.mutate('html')}>
          {t('html')}
        </Button>
      </div>
    </Panel>
  )
}

function Picture({ id }: { id: string }) {
  const t = useT(texts)
  const download = useDownload()
  return (
    <Button type="link" style={{ paddingInline: 0 }} onClick={() => void download(storedFile(id))}>
      {t('picture')}
    </Button>
  )
}

function NoticeSteps({ notice: n }: { notice: PublicNotice }) {
  const t = useT(texts)
  const say = useSay()
  const can = (step: string) => n.steps.find((s) => s.step === step)
  const label = (step: string) => say(word('noticeSteps', step, can(step)?.label))
  const at = { of: 'notices', id: n.id, rev: n.rev } as const
  const rule = [{ required: true, message: t('needed') }]
  const posting = (
    <div className="form-grid">
      <Form.Item name="place" label={t('placeField')} rules={rule}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="address" label={t('address')}>
        <Input maxLength={1000} placeholder="https://" />
      </Form.Item>
      <Form.Item name="first" label={t('first')} rules={rule}>
        <DateField />
      </Form.Item>
      <Form.Item name="last" label={t('last')}>
        <DateField />
      </Form.Item>
      <Form.Item name="picture" label={t('picture')} className="full">
        <FileField label={t('picture')} accept=".pdf,.jpg,.jpeg,.png" />
      </Form.Item>
    </div>
  )
  const body = (v: Posting) => ({ ...v, picture: v.picture?.id })
  return (
    <>
      {can('post') && (
        <StepDialog<Posting> {...at} step="post" label={label('post')} primary initial={{ place: t('portal') }} body={body}>
          {posting}
        </StepDialog>
      )}
      {can('correct') && (
        <StepDialog<Posting> {...at} step="correct" label={label('correct')} initial={{ ...n.posting, picture: n.posting?.picture ? { id: n.posting.picture, name: t('picture') } : null }} body={body}>
          {posting}
          <Form.Item name="reason" label={t('reason')} rules={rule}>
            <Input maxLength={2000} />
          </Form.Item>
        </StepDialog>
      )}
      {can('end') && (
        <StepDialog<{ closing: string }> {...at} step="end" label={label('end')} primary initial={{ closing: n.taken ? '' : t('clean') }} body={(v) => v}>
          <Form.Item name="closing" label={t('closingField')} rules={rule}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
          </Form.Item>
        </StepDialog>
      )}
      <StepButtons {...at} steps={n.steps} skip={['post', 'correct', 'end']} />
    </>
  )
}
