import { messages } from '@/lib/i18n/language'

/** Words shared by the pages of both kinds. */
export const listingTexts = messages({
  demand: ['技术需求', 'Technology demands'],
  achievement: ['科技成果', 'Achievements'],
  newDemand: ['发布需求', 'Post a demand'],
  newAchievement: ['发布成果', 'Post an achievement'],
  title: ['名称', 'Title'],
  industry: ['行业', 'Industry'],
  region: ['地区', 'Region'],
  owner: ['单位', 'Organisation'],
  ownerHidden: ['单位名称不公开', 'Name withheld'],
  lead: ['公开线索', 'Public lead'],
  leadHint: ['来自公开来源，未经单位确认', 'From a public source, not confirmed by the organisation'],
  budget: ['预期投入', 'Budget'],
  price: ['意向价格', 'Asking price'],
  negotiable: ['面议', 'To be agreed'],
  published: ['发布', 'Published'],
  updated: ['更新', 'Updated'],
  state: ['状态', 'State'],
  deadline: ['期限', 'Deadline'],
  maturity: ['成熟度', 'Maturity'],
  minMaturity: ['最低成熟度', 'Least maturity'],
  mode: ['合作方式', 'Mode'],
  type: ['需求类型', 'Kind of need'],
  unconfirmed: ['待确认', 'to be confirmed'],
})
