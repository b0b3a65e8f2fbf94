package matcher_test

import (
	"slices"
	"testing"
	"unicode/utf16"

	"kebang/internal/disclosure"
	"kebang/internal/listing"
	"kebang/matcher"
)

func marked(m matcher.Marked) []string {
	var out []string
	u := utf16.Encode([]rune(m.Text))
	for _, x := range m.Marks {
		out = append(out, string(utf16.Decode(u[x[0]:x[1]])))
	}
	return out
}

func TestHighlight(t *testing.T) {
	long := "说明𠮷字在前面占两个单位，本单位每年产生大量甘蔗渣和滤泥，现在都运去填埋；希望用低成本的方法把ＧＡＮＺＨＥ渣做成饲料或基料，减少填埋和运输的费用。"
	fields := []matcher.Field{{Name: "title", Text: "甘蔗渣脱水ＵＨＴ"}, {Name: "text", Text: long}}
	for _, c := range []struct {
		typed string
		field []string
		words []string
	}{
		{"甘蔗渣", []string{"title", "text"}, []string{"甘蔗渣", "甘蔗渣"}},
		{"滤泥 饲料", []string{"text"}, []string{"滤泥"}},
		{"uht", []string{"title"}, []string{"ＵＨＴ"}},
		{"zhezha", []string{"title", "text"}, []string{"蔗渣", "蔗渣"}},
		{"gzz", []string{"title"}, []string{"甘蔗渣"}},
		{"区块链", nil, nil},
		{"", nil, nil},
	} {
		var got, words []string
		for _, m := range matcher.Highlight(c.typed, fields) {
			got = append(got, m.Field)
			words = append(words, marked(m)[0])
		}
		if !slices.Equal(got, c.field) || !slices.Equal(words, c.words) {
			t.Errorf("%q: fields %v, words %v", c.typed, got, words)
		}
	}
}

// A visitor reads neither the members' fields in a piece nor their money in a filter.
func TestFieldsFollowTheReader(t *testing.T) {
	c := listing.DemandContent{Common: listing.Common{Title: "蔗渣脱水", Text: "说明"}, Present: "现在用机械压榨"}
	public := listing.Cut(c, nil, disclosure.Public)
	if got := matcher.Highlight("机械压榨", matcher.FieldsOf(&public)); got != nil {
		t.Errorf("a visitor reads %+v", got)
	}
	members := listing.Cut(c, nil, disclosure.Members)
	if got := matcher.Highlight("机械压榨", matcher.FieldsOf(&members)); len(got) != 1 || got[0].Field != "present" {
		t.Errorf("a member reads %+v", got)
	}
}
