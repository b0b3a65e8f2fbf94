package flow_test

import (
	"fmt"

	"kebang/internal/flow"
	"kebang/internal/vocab"
)

// The table alone says which role takes which step, and from which state.
func ExampleTable_Take() {
	table := flow.Table{Noun: vocab.Noun("技术需求", "Demand"), Start: "draft", Finals: []string{"closed"},
		Names: vocab.List{{Code: "draft", Zh: "草稿", En: "Draft"}, {Code: "open", Zh: "已发布", En: "Published"},
			{Code: "closed", Zh: "已关闭", En: "Closed"}},
		Labels: vocab.List{{Code: "publish", Zh: "发布", En: "Publish"}, {Code: "close", Zh: "关闭", En: "Close"}},
		Edges: []flow.Edge{
			{From: "draft", Step: "publish", To: "open", By: []string{"officer"}},
			{From: "open", Step: "close", To: "closed", By: []string{"enterprise"}, Reason: true},
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
