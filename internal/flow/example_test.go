package flow_test

import (
	"fmt"

	"kebang/internal/flow"
)

// The table alone says which role takes which step, and from which state.
func ExampleTable_Take() {
	table := flow.Table{Noun: "技术需求", Start: "draft", Finals: []string{"closed"},
		Names: map[string]string{"draft": "草稿", "open": "已发布", "closed": "已关闭"},
		Edges: []flow.Edge{
			{From: "draft", Step: "publish", To: "open", By: []string{"officer"}, Label: "发布"},
			{From: "open", Step: "close", To: "closed", By: []string{"enterprise"}, Reason: true, Label: "关闭"},
		}}
	edge, err := table.Take("draft", "publish", "officer", "")
	fmt.Println(edge.To, err)
	_, err = table.Take("draft", "publish", "enterprise", "")
	fmt.Println(err)
	_, err = table.Take("open", "close", "enterprise", "")
	fmt.Println(err)
	// Output:
	// open <nil>
	// forbidden: role-may-not-step: 您的角色不能对技术需求执行“发布”。
	// invalid: reason-missing: 请写明理由。 [/reason 请写明理由。]
}
