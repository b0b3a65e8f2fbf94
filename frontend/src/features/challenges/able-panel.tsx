import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { messages, useT } from '@/lib/i18n/language'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { ableUnits, fittingChallenges, type Challenge } from './api'

const texts = messages({
  able: ['可能揭榜的单位', 'Units that could take it up'],
  how: ['按本市场已发布的成果查找，可以邀请其揭榜；是否揭榜由对方决定。', 'By the published achievements of this market. You may invite them; they decide.'],
  find: ['查找', 'Find them'],
  none: ['本市场没有成果相近的单位，榜单对任何地方的团队开放。', 'No unit of this market has a near achievement. Teams from anywhere may bid.'],
  about: ['都涉及“{words}”', 'both about “{words}”'],
  fitting: ['适合贵单位的榜单', 'Challenges that fit your unit'],
  own: ['与贵单位成果“{title}”相近，都涉及“{words}”', 'near your achievement “{title}”, both about “{words}”'],
})

/** Units whose achievements are near the challenge, for its office and its asker. */
export function AblePanel({ challenge: c }: { challenge: Challenge }) {
  const t = useT(texts)
  const [asked, setAsked] = useState(false)
  const query = useQuery({ ...ableUnits(c.id), enabled: asked })
  return (
    <Panel title={t('able')}>
      {!asked ? (
        <>
          <p className="muted">{t('how')}</p>
          <Button onClick={() => setAsked(true)}>{t('find')}</Button>
        </>
      ) : (
        <Loaded query={query} rows={3}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted">{t('none')}</p>
            ) : (
              <ul className="plain-list">
                {items.map((x) => (
                  <li key={x.org}>
                    <b>{x.name}</b> {x.people.length > 0 && <span className="muted">{x.people.join('、')}</span>}
                    <div>
                      <Link to={`/achievements/${x.achievement}`}>{x.title}</Link> <span className="muted">{t('about', { words: x.words })}</span>
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      )}
    </Panel>
  )
}

/** Open challenges near an achievement of the reader's unit; nothing where there are none. */
export function FittingPanel() {
  const t = useT(texts)
  const items = useQuery(fittingChallenges).data?.items ?? []
  if (items.length === 0) return null
  return (
    <Panel title={t('fitting')}>
      <ul className="plain-list">
        {items.map((x) => (
          <li key={x.challenge.id}>
            <Link to={`/challenges/${x.challenge.id}`}>{x.challenge.title}</Link> <span className="muted">{x.challenge.asker}</span>
            <div className="muted">{t('own', { title: x.title, words: x.words })}</div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
