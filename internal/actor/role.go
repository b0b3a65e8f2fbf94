package actor

import "kebang/internal/vocab"

// Role is the role of a person in a market. Its words are those of the glossary; pages show the Chinese names.
type Role string

// The roles of a market.
const (
	Enterprise   Role = "enterprise"   // 企业: posts demands, buys
	Institute    Role = "institute"    // 高校院所（成果转化部门）: posts and signs for its 职务成果
	Researcher   Role = "researcher"   // 科研人员: for results that he owns himself
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

// RoleNames are the roles that a person can hold, in the order of the glossary.
var RoleNames = vocab.List{
	{Code: string(Enterprise), Zh: "企业", En: "Enterprise"},
	{Code: string(Institute), Zh: "高校院所", En: "Institute"},
	{Code: string(Researcher), Zh: "科研人员", En: "Researcher"},
	{Code: string(Broker), Zh: "技术经理人", En: "Technology broker"},
	{Code: string(Agency), Zh: "服务机构", En: "Service agency"},
	{Code: string(Commissioner), Zh: "科技特派员", En: "Technology commissioner"},
	{Code: string(Department), Zh: "责任单位", En: "Responsible department"},
	{Code: string(Officer), Zh: "科技主管部门", En: "Bureau officer"},
	{Code: string(Approver), Zh: "县政府", En: "County government"},
	{Code: string(Registrar), Zh: "合同登记员", En: "Contract registrar"},
	{Code: string(Expert), Zh: "评审专家", En: "Expert"},
	{Code: string(Admin), Zh: "管理员", En: "Administrator"},
}

var systemName = vocab.Term{Code: string(System), Zh: "系统", En: "System"}

// Roles lists every role a person can hold, in the order of the glossary.
func Roles() []Role { return RolesOf(RoleNames.Codes()) }

// RolesOf turns names of roles, as flow tables have them, into roles.
func RolesOf(names []string) []Role {
	out := make([]Role, len(names))
	for i, n := range names {
		out[i] = Role(n)
	}
	return out
}

// Name is the Chinese name of the role; empty for an unknown one.
func (r Role) Name() string {
	if r == System {
		return systemName.Zh
	}
	return RoleNames.NameOrNone(string(r))
}

// Valid reports whether r is a role a person can hold.
func (r Role) Valid() bool { return RoleNames.Has(string(r)) }
