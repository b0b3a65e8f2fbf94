package actor

// Role is what a person is in a market. The names are those of the glossary; the Chinese ones are shown.
type Role string

// The roles of a market.
const (
	Enterprise   Role = "enterprise"   // 企业: posts demands, buys
	Institute    Role = "institute"    // 高校院所（成果转化部门）: posts and signs for its 职务成果
	Researcher   Role = "researcher"   // 科研人员: for what he owns himself
	Broker       Role = "broker"       // 技术经理人
	Agency       Role = "agency"       // 服务机构
	Commissioner Role = "commissioner" // 科技特派员
	Department   Role = "department"   // 责任单位
	Officer      Role = "officer"      // 科技主管部门
	Approver     Role = "approver"     // 县政府
	Registrar    Role = "registrar"    // 合同登记员
	Expert       Role = "expert"       // 评审专家
	Admin        Role = "admin"        // 管理员
	System       Role = "system"       // the program itself, in histories only
)

var roleNames = map[Role]string{
	Enterprise: "企业", Institute: "高校院所", Researcher: "科研人员", Broker: "技术经理人", Agency: "服务机构",
	Commissioner: "科技特派员", Department: "责任单位", Officer: "科技主管部门", Approver: "县政府",
	Registrar: "合同登记员", Expert: "评审专家", Admin: "管理员", System: "系统",
}

// Roles lists every role a person can hold, in the order of the glossary.
func Roles() []Role {
	return []Role{Enterprise, Institute, Researcher, Broker, Agency, Commissioner, Department, Officer, Approver, Registrar, Expert, Admin}
}

// RolesOf gives the roles of their names, as flow tables have them.
func RolesOf(names []string) []Role {
	out := make([]Role, len(names))
	for i, n := range names {
		out[i] = Role(n)
	}
	return out
}

// Name is the Chinese name of the role.
func (r Role) Name() string { return roleNames[r] }

// Valid reports whether r is a role a person can hold.
func (r Role) Valid() bool { return r != System && roleNames[r] != "" }
