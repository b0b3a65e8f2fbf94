import { useMutation } from '@tanstack/react-query'
import { Button, Popconfirm, Progress } from 'antd'
import { useState } from 'react'
import { messages, useT } from '@/lib/i18n/language'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { refitWeights, type Refit as Found } from './api'
import { RefitResult } from './refit-result'

const texts = messages({
  title: ['从反馈中学习', 'Learn from feedback'],
  how: [
    '用较早的反馈算出新的分量，再用留出的最新反馈检验。检验的三项里有一项变差，就不上线。至少要有 {n} 对结果明确（成交或明确不合适）的反馈。',
    'New weights come from the older feedback and are proved on the newest, which was held back. They go live only if none of three figures gets worse. At least {n} pairs with a clear end are needed.',
  ],
  try: ['试算', 'Try'],
  tried: ['试算只看结果，不改变匹配。', 'Trying shows the result and changes nothing.'],
  learn: ['学习并上线', 'Learn and go live'],
  sure: ['检验通过后，新的分量立即生效，所有需求和成果会重新打分。', 'If the proof holds, the new weights count at once and everything is scored anew.'],
  cancel: ['取消', 'Cancel'],
  running: ['正在计算和检验……', 'Fitting and proving …'],
})

/** The button of an administrator that learns the weights of his market anew. */
export function Refit({ least }: { least: number }) {
  const t = useT(texts)
  const [found, setFound] = useState<Found>()
  const refit = useMutation({ ...refitWeights, onMutate: () => setFound(undefined), onSuccess: setFound })
  return (
    <Panel title={t('title')}>
      <p>{t('how', { n: least })}</p>
      <div className="row gap-below">
        <Button type="primary" data-testid="refit-try" loading={refit.isPending && refit.variables} disabled={refit.isPending} onClick={() => refit.mutate(true)}>
          {t('try')}
        </Button>
        <Popconfirm title={t('sure')} okText={t('learn')} cancelText={t('cancel')} onConfirm={() => refit.mutate(false)}>
          <Button data-testid="refit" loading={refit.isPending && !refit.variables} disabled={refit.isPending}>
            {t('learn')}
          </Button>
        </Popconfirm>
        <span className="muted">{t('tried')}</span>
      </div>
      {refit.isPending && (
        <div role="status">
          {t('running')}
          <Progress percent={100} status="active" showInfo={false} aria-hidden="true" />
        </div>
      )}
      {refit.error && <Notice lines={[refit.error.message]} />}
      {found && <RefitResult found={found} least={least} />}
    </Panel>
  )
}
