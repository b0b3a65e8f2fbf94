import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { Link, useParams } from 'react-router'
import { storedFile } from '@/lib/api/files'
import { useDownload } from '@/lib/download'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Facts } from '@/ui/facts'
import { History } from '@/ui/history'
import { Notice } from '@/ui/notice'
import { Page, Panel, WaitingPage } from '@/ui/page'
import { ToneTag } from '@/ui/state-tag'
import { StepButtons } from '@/ui/step-buttons'
import { claimQuery, seeClaim } from './api'
import { claimTone } from './states'

const texts = messages({
  title: ['认领申请', 'Claim'],
  compare: ['名称比对', 'Names compared'],
  lead: ['线索写的单位', 'The unit in the lead'],
  unit: ['申请单位', 'Claimed by'],
  code: ['统一社会信用代码', 'Code'],
  result: ['比对结果', 'Result'],
  left: ['比对时去掉地名和公司形式：“{a}”与“{b}”', 'Compared without places and forms of companies: “{a}” and “{b}”'],
  away: ['名称相差较大；同意时须写明理由。', 'The names differ; a yes needs a reason.'],
  nobody: ['没有写', 'Not named'],
  proof: ['依据', 'Proof'],
  file: ['附件', 'File'],
  decided: ['{state}：{reason}（{by}，{at}）', '{state}: {reason} ({by}, {at})'],
  noReason: ['未另附理由', 'no reason given'],
  seen: ['已知悉', 'Mark as read'],
  history: ['历史', 'History'],
  undoHint: ['撤销后这条信息恢复为认领前的公开线索，正在进行的对接随之终止，双方都能看到理由。', 'Undone, it is the public lead it was before; running deals end and both sides read the reason.'],
})

export default function ClaimPage() {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const { id = '' } = useParams()
  const { message } = App.useApp()
  const download = useDownload()
  const query = useQuery(claimQuery(id))
  const seen = useMutation({ ...seeClaim(id), onError: (e) => message.error(e.message, 6) })
  const c = query.data
  if (!c) return <WaitingPage title={t('title')} query={query} rows={6} />
  const x = c.likeness
  return (
    <Page
      title={c.title}
      sub={
        <span className="row">
          <span>{t('title')}</span>
          <Link className="num" to={`/${c.kind}s/${c.listing}`}>
            {c.serial}
          </Link>
          <ToneTag tone={claimTone[c.state] ?? 'neutral'}>{say(word('claimStates', c.state))}</ToneTag>
        </span>
      }
      actions={
        <>
          <StepButtons of="claims" id={id} rev={c.rev} steps={c.steps} primary={['accept']} confirm={['accept', 'recall']} />
          {c.mine && c.decidedAt && !c.seen && (
            <Button loading={seen.isPending} onClick={() => seen.mutate()}>
              {t('seen')}
            </Button>
          )}
        </>
      }
    >
      {c.keptAway && <Notice type="warning" lines={[c.keptAway]} />}
      {c.decidedAt && (
        <Notice
          type={c.state === 'accepted' ? 'success' : 'warning'}
          lines={[t('decided', { state: say(word('claimStates', c.state)), reason: c.reason || t('noReason'), by: c.decidedByName ?? '', at: timeOf(c.decidedAt, lang) })]}
        />
      )}
      {!c.mine && c.state === 'asked' && !c.fits && <Notice type="warning" lines={[t('away')]} />}
      {!c.mine && c.state === 'accepted' && <p className="muted">{t('undoHint')}</p>}
      <Panel title={t('compare')}>
        <Facts
          rows={[
            [t('lead'), c.words || t('nobody')],
            [t('unit'), [c.orgName ?? c.personName, say(word('roles', c.role))].join(' · ')],
            [t('code'), c.code ?? '—'],
            [t('result'), <b key="r">{`${x.percent}% · ${say(word('claimVerdicts', x.verdict))}`}</b>],
          ]}
        />
        {x.lead && <p className="muted">{t('left', { a: x.name, b: x.lead })}</p>}
      </Panel>
      <Panel title={t('proof')}>
        <p className="prewrap">{c.proof}</p>
        {c.file && (
          <Button type="link" onClick={() => void download(storedFile(c.file ?? '')).catch((e: Error) => message.error(e.message))}>
            {`${t('file')} ${c.fileName ?? ''}`}
          </Button>
        )}
      </Panel>
      <Panel title={t('history')}>
        <History of="claims" id={id} names={{ states: 'claimStates', steps: 'claimSteps' }} />
      </Panel>
    </Page>
  )
}
