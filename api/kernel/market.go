package kernel

// MarketView is the public profile of a market. It belongs to the kernel, because the pages, a session and the list of
// markets all show it.
type MarketView struct {
	ID             string   `json:"id"`
	Rev            int64    `json:"rev"`
	Name           string   `json:"name" doc:"such as 镇康县技术市场"`
	RegionCode     string   `json:"regionCode" doc:"six digits of GB/T 2260"`
	RegionName     string   `json:"regionName"`
	BureauName     string   `json:"bureauName" doc:"full name of the bureau of science and technology"`
	RegistryName   string   `json:"registryName,omitempty" doc:"full name of the contract registry"`
	MainIndustries []string `json:"mainIndustries,omitempty" doc:"codes of the leading industries"`
	Introductions  int      `json:"introductions,omitempty" doc:"introductions of one broker that may wait at once, 1 to 200; 0 means 20"`

	SecondRegistrar    string `json:"secondRegistrar,omitempty" enum:"none,all,amount" doc:"whether a second registrar countersigns a recognition; empty for no"`
	SecondRegistrarFen int64  `json:"secondRegistrarFen,omitempty" minimum:"0" doc:"of amount: technology value in fen from which on it is needed"`

	Demo bool `json:"demo" doc:"demonstration data"`
}
