import type { Words } from '@/lib/vocabulary'

export const stageNames: Words = {
  published: ['已发布需求', 'Published demands'],
  matched: ['有匹配成果', 'With a match'],
  deal: ['已开展对接', 'With a deal'],
  contract: ['已签订合同', 'With a contract'],
  registered: ['已认定登记', 'Registered'],
}
