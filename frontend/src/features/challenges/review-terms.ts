import type { ChallengeTerms } from './api'

export type ReviewTerms = NonNullable<ChallengeTerms['review']>

/** The review of terms that say nothing else, as the server writes it (internal/challenge/reviewterms.go). */
export const usualReview: ReviewTerms = {
  form: 'online',
  seats: 3,
  passMark: 6000,
  criteria: [
    { name: '技术方案与考核指标', text: '方案是否可行，指标承诺有无依据', weight: 40, most: 10000 },
    { name: '团队与研究基础', text: '团队能力、已有成果和试验条件', weight: 25, most: 10000 },
    { name: '实施计划与知识产权', text: '里程碑、风险和产权安排是否合理', weight: 15, most: 10000 },
    { name: '经费与产业带动', text: '经费是否合理，成果能否在本地用起来', weight: 20, most: 10000 },
  ],
}

/** A refused criterion is told at its name; what is wrong with all of them stands above the form. */
export const placeReview = (p: (string | number)[]) => (p[0] === 'review' && p[1] === 'criteria' && p.length < 4 ? (p.length === 3 ? [...p, 'name'] : null) : p)
