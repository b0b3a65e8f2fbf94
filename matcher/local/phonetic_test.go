package local

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"kebang/internal/pinyin"
	"kebang/internal/text"
	"kebang/matcher"
)

// TestSoundIsFoundWhereItStands: a document outside the posting lists holds no word that is read as the letters.
func TestSoundIsFoundWhereItStands(t *testing.T) {
	words := []string{"甘蔗渣", "温度控制", "生物降解", "效率", "检测", "西安", "绿色", "重复", "胶乳", "中和", "孔子", "空中", "以及"}
	x, docs := New(), []*matcher.Analysed{}
	for i, a := range words {
		for j, b := range words {
			d := matcher.Doc{Kind: matcher.Achievement, ID: fmt.Sprint(i, "-", j), Title: a, Text: "用于" + b + "。"}
			if i%2 == 0 {
				d.Keywords = []string{words[(i+j)%len(words)]}
			}
			docs = append(docs, matcher.Analyse(d))
		}
	}
	ctx := context.Background()
	if err := x.Put(ctx, docs...); err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"zhezha", "kongzhi", "kongzh", "kongz", "shengwu", "xiaolv", "xiaol", "jiance",
		"xian", "lvse", "chongfu", "jr", "zhongh", "kongzi", "zz"} {
		q, ok := pinyin.Parse(text.Normal(typed))
		if !ok {
			t.Fatal(typed)
		}
		got := map[string]string{}
		r, err := x.Search(ctx, matcher.Query{Kind: matcher.Achievement, Text: typed, Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			got[h.ID] = h.Field
		}
		var missing, wrong []string
		for _, d := range docs {
			_, heard := matcher.Heard(q, d, false, false)
			field, found := got[d.ID]
			if heard && !found {
				missing = append(missing, d.ID)
			}
			if _, inText := q.Find(text.Normal(d.Text())); found && !heard && (field != "text" || !inText) {
				wrong = append(wrong, d.ID)
			}
		}
		if len(missing)+len(wrong) > 0 || len(got) == 0 && !slices.Contains([]string{"zz"}, typed) {
			t.Errorf("%s: %d found, missing %v, wrong %v", typed, len(got), missing, wrong)
		}
	}
}
