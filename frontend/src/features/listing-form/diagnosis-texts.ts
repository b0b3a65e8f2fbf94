import { messages, type Text } from '@/lib/i18n/language'

export const diagnosisTexts = messages({
  titleDemand: ['需求诊断', 'Check this demand'],
  titleAchievement: ['成果诊断', 'Check this achievement'],
  intro: ['看看还缺什么、哪里说得不够清楚。只提建议，不替您填，也不影响提交。', 'What is missing or vague. Only advice: nothing is filled in, and you can submit at any time.'],
  run: ['诊断一下', 'Check now'],
  again: ['重新诊断', 'Check again'],
  score: ['诊断得分 {n} / 100', 'Score {n} of 100'],
  fails: ['暂时无法诊断，不影响保存和提交。', 'The check is not available now; saving and submitting work as before.'],
  questions: ['还可以补充', 'Worth adding'],
  none: ['没有要补充的了。', 'Nothing is missing.'],
  example: ['同行业的写法（仅供参考）：{text}', 'How the trade writes it (an example only): {text}'],
  vague: ['不够具体', 'vague'],
  missing: ['未填', 'missing'],
  go: ['去填写', 'Go there'],
  suggestions: ['从您写的内容里读到', 'Read from your own text'],
  take: ['采用', 'Use'],
  taken: ['已采用', 'Used'],
  takeLabel: ['采用：{text}', 'Use: {text}'],
  must: ['必备', 'must'],
  wish: ['期望', 'wish'],
  near: ['已发布的相近内容', 'Published and near'],
  duplicate: ['可能重复', 'possible duplicate'],
  share: ['相同 {n}%', '{n}% the same'],
  waiting: ['正在诊断…', 'Checking…'],
})

/** Parts of the score in both languages. */
export const partNames: Readonly<Record<string, Text>> = {
  object: ['对象', 'Object'],
  text: ['内容', 'Text'],
  present: ['现状', 'Present state'],
  target: ['目标值', 'Target values'],
  budget: ['预期投入', 'Budget'],
  deadline: ['期限', 'Deadline'],
  mode: ['合作方式', 'Mode'],
  indicators: ['技术指标', 'Indicators'],
  evidence: ['佐证', 'Evidence'],
  trl: ['成熟度', 'Maturity'],
  ip: ['知识产权', 'Rights'],
  price: ['意向价格', 'Price'],
}

/** Kinds of suggestions in both languages. */
export const kindNames: Readonly<Record<string, Text>> = {
  industry: ['行业', 'Industry'],
  keyword: ['关键词', 'Keyword'],
  requirement: ['指标要求', 'Requirement'],
  indicator: ['技术指标', 'Indicator'],
  budget: ['预期投入', 'Budget'],
  price: ['意向价格', 'Price'],
  deadline: ['期限', 'Deadline'],
  mode: ['合作方式', 'Mode'],
  trl: ['成熟度', 'Maturity'],
  ip: ['知识产权', 'Rights'],
}

/** English side of the server's questions, by part; the Chinese sentence is the server's own. */
export const questionsInEnglish: Readonly<Record<string, string>> = {
  object: 'Which product, material or step is this about, and which problem of it?',
  text: 'Where exactly is it stuck, how does it show, what does it cost? For an achievement: what is better, and by how much?',
  present: 'How is it done today, with which figures? What was tried and why did it fail?',
  target: 'When is it solved? Give one to five measurable lines: name, value, unit; mark the musts.',
  budget: 'How much would you spend on it? A rough range will do.',
  deadline: 'By when should it be solved?',
  mode: 'How would you like to work together?',
  indicators: 'What was measured? Two or three lines: name, value, unit.',
  evidence: 'What proves the figures: a report, a user, a standard?',
  trl: 'How far is it: laboratory, small scale, pilot, or in use?',
  ip: 'Which patents or other rights, with numbers? Choose none if there are none.',
  price: 'About which price?',
}
