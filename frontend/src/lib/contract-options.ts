// Fixed lists of the registration form, codes as in the national form.
import type { Words } from '@/lib/vocabulary'

export const techAreas: Words = {
  '01': ['电子信息技术', 'Electronics and information'],
  '02': ['航空航天技术', 'Aviation and space'],
  '03': ['先进制造技术', 'Advanced manufacturing'],
  '04': ['生物、医药和医疗器械技术', 'Biology, medicine, medical devices'],
  '05': ['新材料及其应用', 'New materials'],
  '06': ['新能源与高效节能', 'New energy and energy saving'],
  '07': ['环境保护与资源综合利用技术', 'Environment and resources'],
  '08': ['核应用技术', 'Nuclear applications'],
  '09': ['农业技术', 'Agriculture'],
  '10': ['现代交通', 'Modern transport'],
  '11': ['城市建设与社会发展', 'Urban and social development'],
}

export const goals: Words = {
  '01': ['环境保护', 'Environment'],
  '02': ['能源', 'Energy'],
  '03': ['卫生', 'Health'],
  '04': ['教育', 'Education'],
  '05': ['基础设施及城乡规划', 'Infrastructure and planning'],
  '06': ['社会发展服务', 'Social services'],
  '07': ['地球大气', 'Earth and atmosphere'],
  '08': ['民用空间', 'Civil space'],
  '09': ['农林牧渔', 'Farming, forestry, fishery'],
  '10': ['工商业发展', 'Industry and commerce'],
  '11': ['非定向研究', 'Non-oriented research'],
  '12': ['其他民用', 'Other civil'],
  '13': ['国防', 'Defence'],
}

export const planSources: Words = {
  1: ['国家计划', 'National plan'],
  2: ['部门计划', 'Ministry plan'],
  3: ['省、自治区、直辖市及计划单列市计划', 'Provincial plan'],
  4: ['地市县计划', 'City or county plan'],
  9: ['计划外', 'Outside plans'],
}

export const contractIp: Words = {
  secret: ['技术秘密', 'Know-how'],
  invention: ['发明专利', 'Invention patent'],
  utility: ['实用新型专利', 'Utility model'],
  design: ['外观设计专利', 'Design patent'],
  software: ['计算机软件', 'Software'],
  variety: ['动、植物新品种', 'Animal or plant variety'],
  layout: ['集成电路布图设计', 'IC layout'],
  medicine: ['生物、医药新品种', 'Biological or medical variety'],
  designCopyright: ['设计著作权', 'Design copyright'],
  none: ['未涉及知识产权', 'None'],
}

export const natures: Words = {
  '010': ['机关法人', 'Government body'],
  '011': ['机关法人（国家级）', 'Government body (national)'],
  '012': ['机关法人（省级）', 'Government body (provincial)'],
  '013': ['机关法人（市级）', 'Government body (city)'],
  '014': ['机关法人（县级及以下）', 'Government body (county and below)'],
  '020': ['事业法人', 'Public institution'],
  '021': ['科研机构', 'Research institute'],
  '022': ['高等院校', 'University'],
  '023': ['医疗卫生机构', 'Medical institution'],
  '024': ['其他事业法人', 'Other public institution'],
  '030': ['社团法人', 'Association'],
  '100': ['内资企业', 'Domestic firm'],
  '110': ['国有企业', 'State-owned firm'],
  '120': ['集体企业', 'Collective firm'],
  '130': ['股份合作企业', 'Share cooperative'],
  '140': ['联营企业', 'Joint operation'],
  '150': ['有限责任公司', 'Limited company'],
  '160': ['股份有限公司', 'Stock company'],
  '170': ['私营企业', 'Private firm'],
  '180': ['其他内资企业', 'Other domestic firm'],
  '200': ['港澳台商投资企业', 'Hong Kong, Macao, Taiwan invested'],
  '210': ['合资经营（港澳台资）', 'Equity joint venture (HMT)'],
  '220': ['合作经营（港澳台资）', 'Contractual joint venture (HMT)'],
  '230': ['港澳台商独资', 'Wholly HMT-owned'],
  '240': ['港澳台商投资股份有限公司', 'HMT-invested stock company'],
  '300': ['外商投资企业', 'Foreign-invested firm'],
  '310': ['中外合资', 'Sino-foreign equity venture'],
  '320': ['中外合作', 'Sino-foreign contractual venture'],
  '340': ['外商投资股份有限公司', 'Foreign-invested stock company'],
  '400': ['个体经营', 'Individual business'],
  '900': ['自然人', 'Natural person'],
  '990': ['其他组织', 'Other organisation'],
}

export const royaltyBases: Words = {
  price: ['产品价格', 'Product price'],
  output: ['新增产值', 'New output'],
  profit: ['新增利润', 'New profit'],
  sales: ['销售额', 'Sales'],
  other: ['其他', 'Other'],
}

export const royaltyCourses: Words = {
  fixed: ['固定', 'Fixed'],
  rising: ['逐年递增', 'Rising yearly'],
  falling: ['逐年递减', 'Falling yearly'],
}

export const scales: Words = {
  large: ['大型', 'Large'],
  medium: ['中型', 'Medium'],
  small: ['小型', 'Small'],
  micro: ['微型', 'Micro'],
}

export const attachmentKinds: Words = {
  ipProof: ['知识产权权属证明', 'Proof of IP'],
  authorisation: ['授权委托书', 'Authorisation'],
  approval: ['批准文件', 'Approval'],
  planProof: ['计划项目证明', 'Proof of plan project'],
  scan: ['合同扫描件', 'Contract scan'],
  other: ['其他', 'Other'],
}
