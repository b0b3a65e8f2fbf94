import { Tabs } from 'antd'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Contract } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { ContractFacts } from '@/ui/contract-facts'
import { TechFacts, Terms } from '@/ui/contract-terms'
import { showsWording } from '@/ui/evidence'
import { Panel } from '@/ui/page'
import { WordingText } from '@/ui/wording'

const texts = messages({
  title: ['合同内容', 'The contract'],
  terms: ['概要和条款', 'Summary and terms'],
  text: ['合同全文', 'Whole text'],
})

/** What is judged, on the page where it is judged: facts, terms and the text both sides confirmed. */
export function ContentPanel({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const [tab, setTab] = useState('terms')
  useEffect(() => {
    const open = () => flushSync(() => setTab('text'))
    window.addEventListener(showsWording, open)
    return () => window.removeEventListener(showsWording, open)
  }, [])
  return (
    <Panel title={t('title')}>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: 'terms',
            label: t('terms'),
            children: (
              <>
                <ContractFacts contract={c} />
                <TechFacts contract={c} />
                <div className="desk-terms" tabIndex={0} role="region" aria-label={t('terms')}>
                  <Terms contract={c} />
                </div>
              </>
            ),
          },
          { key: 'text', label: t('text'), forceRender: true, children: <WordingText contract={c} inSight={tab === 'text'} /> },
        ]}
      />
    </Panel>
  )
}
