package kernel

// MarketView is the public profile of a market. It stands here because the pages, a session and the list of markets all
// show it.
type MarketView struct {
	ID             string   `json:"id"`
	Rev            int64    `json:"rev"`
	Name           string   `json:"name" doc:"例如 镇康县技术市场"`
	RegionCode     string   `json:"regionCode" doc:"GB/T 2260 六位代码"`
	RegionName     string   `json:"regionName"`
	BureauName     string   `json:"bureauName" doc:"科技主管部门的全称"`
	RegistryName   string   `json:"registryName,omitempty" doc:"技术合同认定登记机构的全称"`
	MainIndustries []string `json:"mainIndustries,omitempty" doc:"主导产业的行业代码"`
	Introductions  int      `json:"introductions,omitempty" doc:"一名技术经理人同时等待回应的引荐上限，1至200；0为默认20"`

	SecondRegistrar    string `json:"secondRegistrar,omitempty" enum:"none,all,amount" doc:"认定后是否须另一名登记员复核；空为不须"`
	SecondRegistrarFen int64  `json:"secondRegistrarFen,omitempty" minimum:"0" doc:"amount：技术交易额从这个数额（分）起须复核"`

	Demo bool `json:"demo" doc:"演示数据"`
}
