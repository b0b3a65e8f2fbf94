import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { History } from '@/ui/history'
import { Page, Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { MatchCard } from './match-card'
import { matchQuery } from './api'

const texts = messages({
  pair: ['双方和理由', 'Both sides and the reasons'],
  title: ['匹配与理由', 'Match and reasons'],
  history: ['排除与恢复的记录', 'Put aside and brought back'],
})

export default function MatchPage() {
  const t = useT(texts)
  const { id = '' } = useParams()
  const query = useQuery(matchQuery(id))
  return (
    <Page title={t('title')}>
      <Loaded query={query} tall>
        {(m) => (
          <section>
            <h2 className="visually-hidden">{t('pair')}</h2>
            <MatchCard match={m} seenFrom="both" open={window.innerWidth >= 768} />
          </section>
        )}
      </Loaded>
      {query.data && (
        <Panel title={t('history')}>
          <History of="matches" id={id} names={{ states: 'matchStates', steps: 'matchSteps' }} />
        </Panel>
      )}
    </Page>
  )
}
